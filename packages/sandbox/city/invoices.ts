import { dayOf, daysIn, formatDay, formatMonth, type MonthIndex } from "./calendar";
import type { City } from "./city";
import { monthOf, type Condition } from "./condition";
import { usccOf, type Enterprise } from "./enterprise";
import { Draws, hash, streams } from "./random";
import { composeUscc } from "./uscc";

export type Direction = "issued" | "received";

/** One VAT invoice; amounts in fen, negative on a red invoice. */
export type Invoice = {
  number: string;
  on: string;
  direction: Direction;
  counterparty: string;
  amount: number;
  tax: number;
  /** Amount with tax; on some imported invoices not their sum. */
  total: number;
  state: "valid" | "void";
};

const monthlyCap = 240;

/** The code of trading partner `place` of a firm: half are firms of the city, half from outside it. */
function partner(city: City, enterprise: Enterprise, direction: Direction, place: number): string {
  const side = direction === "issued" ? 0 : 1;
  const h = hash(city.seed, enterprise.index, streams.partners + side * 100, place);
  return h % 2 === 0 && city.enterprises > 1
    ? usccOf(city, Math.floor(h / 2) % city.enterprises)
    : composeUscc("91", "990900", "MF", h);
}

/** Codes of a firm's partners, composed once per answer. */
export class Partners {
  readonly #codes = new Map<string, string>();
  readonly #city: City;
  readonly #enterprise: Enterprise;

  constructor(city: City, enterprise: Enterprise) {
    this.#city = city;
    this.#enterprise = enterprise;
  }

  code(direction: Direction, place: number): string {
    const key = `${direction}${place}`;
    let code = this.#codes.get(key);
    if (code === undefined) {
      code = partner(this.#city, this.#enterprise, direction, place);
      this.#codes.set(key, code);
    }
    return code;
  }
}

/** The single invoices of a month and direction. Their valid amounts add up to the invoiced part of sales (or purchases). */
export function monthInvoices(
  city: City,
  enterprise: Enterprise,
  condition: Condition,
  direction: Direction,
  month: MonthIndex,
  partners: Partners,
): Invoice[] {
  const latent = monthOf(condition, month);
  if (!latent) return [];
  const { trade } = enterprise;
  const isIssued = direction === "issued";
  const draws = new Draws(
    hash(city.seed, enterprise.index, streams.invoices + (isIssued ? 0 : 100), month),
  );
  const spread = 0.6 + (hash(city.seed, enterprise.index, streams.partners) % 1000) / 1000;
  const staff = Math.sqrt(enterprise.employees / trade.employees);
  const places = Math.max(2, Math.round(trade.customers * spread * staff * (isIssued ? 1 : 0.8)));
  const share = isIssued ? trade.invoiced : 0.9 * (1 - trade.margin * 1.8);
  const target = latent.sales * 100 * share * (0.97 + 0.03 * draws.next());
  const usual = Math.min(monthlyCap, places * 2.2);
  const count = Math.min(
    monthlyCap,
    Math.floor(usual * Math.min(1.5, latent.sales / enterprise.monthlySales) + draws.next()),
  );
  const rate = enterprise.isGeneralTaxpayer || !isIssued ? trade.vatBp : 100;
  const concentration = 1.2 + 1.6 * spread;

  const drafts: { place: number; weight: number; day: number; isVoid: boolean }[] = [];
  let total = 0;
  for (let i = 0; i < count; i += 1) {
    const place = Math.floor(places * draws.next() ** concentration);
    const size = draws.factor(0.7);
    const day = draws.integer(1, daysIn(month));
    const kind = draws.next();
    const isVoid = kind < 0.02;
    const weight = kind > 0.988 ? -0.4 * size : size;
    if (!isVoid) total += weight;
    drafts.push({ place, weight, day, isVoid });
  }
  if (total <= 0) return [];
  drafts.sort((a, b) => a.day - b.day);
  const prefix = `${formatMonth(month).slice(2, 4)}9901${isIssued ? 1 : 2}`;
  return drafts.map(({ place, weight, day, isVoid }, i): Invoice => {
    const amount = Math.round((target * weight) / total);
    const serial = hash(city.seed, enterprise.index, month * 2 + (isIssued ? 0 : 1), i);
    const tax = Math.round((amount * rate) / 10_000);
    return {
      number: prefix + String(serial).padStart(10, "0") + String(i).padStart(3, "0"),
      on: formatDay(dayOf(month, day)),
      direction,
      counterparty: partners.code(direction, place),
      amount,
      tax,
      total: amount + tax,
      state: isVoid ? "void" : "valid",
    };
  });
}
