import { formatDay, type DayIndex } from "./calendar";
import type { Draws } from "./random";

export type Payment = { paidOn: string | null; isPaid: boolean };

/**
 * When a bill is paid: mostly in the two weeks before it is due; under stress late by up to several months,
 * and a payment after `asOf` has not happened yet.
 */
export function pay(draws: Draws, due: DayIndex, stress: number, asOf: DayIndex): Payment {
  const [luck, delay, early] = [draws.next(), draws.next(), draws.next()];
  const isLate = luck < 0.012 + 0.85 * stress ** 1.2;
  const on = isLate
    ? due + 1 + Math.floor(delay ** 2 * (12 + 320 * stress ** 2))
    : due - Math.floor(early * 14);
  return on > asOf ? { paidOn: null, isPaid: false } : { paidOn: formatDay(on), isPaid: true };
}

/** Fen as the wire's yuan: 12850000 → "128500.00". */
export function yuan(fen: number): string {
  const whole = Math.abs(Math.round(fen));
  const text = `${Math.floor(whole / 100)}.${String(whole % 100).padStart(2, "0")}`;
  return fen < 0 && whole > 0 ? `-${text}` : text;
}

/** A measured quantity with two decimals, as the wire writes it. */
export function quantity(value: number): string {
  return value.toFixed(2);
}
