import { dayOf, formatDay, formatMonth, monthOfYear, type MonthIndex } from "./calendar";
import { asOfDay, type City } from "./city";
import { monthOf, type Condition } from "./condition";
import type { Enterprise } from "./enterprise";
import { pay, quantity, yuan } from "./payments";
import { Draws, hash, streams } from "./random";

export type UtilityUsage = {
  month: string;
  account: string;
  readOn: string;
  /** Cubic metres, or kilowatt-hours for electricity (which never leaves its node). */
  volume: string;
  bill: string;
  paidOn: string | null;
  /** Still unpaid of this month's bill. */
  arrears: string;
};

export type Utility = "water" | "gas" | "electricity";

/** Fen per unit. */
const prices = { water: 520, gas: 410, electricity: 78 } as const;

const perEmployee = { water: 0.35, gas: 0.4, electricity: 0.3 } as const;

/** Air conditioning in summer and heating in winter, as a factor by calendar month. */
const climate = {
  water: [0.95, 0.95, 0.97, 1, 1.02, 1.06, 1.1, 1.1, 1.04, 1, 0.97, 0.95],
  gas: [1.12, 1.1, 1.02, 1, 0.97, 0.94, 0.92, 0.92, 0.96, 1, 1.02, 1.08],
  electricity: [1.04, 1.02, 0.97, 0.95, 0.97, 1.05, 1.14, 1.15, 1.04, 0.95, 0.95, 1.02],
} as const;

/** A month's meter reading: part standing use, part production, so it moves before the books do. */
export function utilityUsage(
  city: City,
  enterprise: Enterprise,
  condition: Condition,
  utility: Utility,
  month: MonthIndex,
): UtilityUsage | null {
  const latent = monthOf(condition, month);
  if (!latent) return null;
  const draws = new Draws(hash(city.seed, enterprise.index, streams[utility], month));
  const account = hash(city.seed, enterprise.index, streams[utility]);
  const intensity = 0.6 + (account % 1000) / 1000;
  const unit = enterprise.trade[utility] || 2;
  const standing = perEmployee[utility] * 0.3;
  const use = standing + (1 - standing) * latent.activity;
  const weather = climate[utility][monthOfYear(month) - 1] ?? 1;
  const volume =
    Math.round(enterprise.employees * unit * intensity * use * weather * draws.factor(0.05) * 100) /
    100;
  const bill = Math.round(volume * prices[utility]);
  const readOn = dayOf(month, draws.integer(20, 28));
  const { paidOn, isPaid } = pay(draws, dayOf(month + 1, 15), latent.stress, asOfDay(city));
  return {
    month: formatMonth(month),
    account: String(account).padStart(10, "0"),
    readOn: formatDay(readOn),
    volume: quantity(volume),
    bill: yuan(bill),
    paidOn,
    arrears: yuan(isPaid ? 0 : bill),
  };
}
