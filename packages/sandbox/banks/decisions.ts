import { monthOf, type Condition } from "../city/condition";
import type { MonthIndex } from "../city/calendar";
import type { Draws } from "../city/random";
import type { Bank } from "./banks";
import type { Product } from "./product";
import { judge, type Facts } from "./rules";

const reasonByFact: [prefix: string, code: string][] = [
  ["established_months", "R101"],
  ["district", "R102"],
  ["industry_", "R103"],
  ["size_class", "R104"],
  ["registered_capital", "R104"],
  ["abnormal_listed", "R202"],
  ["serious_penalties", "R203"],
  ["open_penalties", "R203"],
  ["tax_credit_grade", "R204"],
  ["tax_revenue_growth", "R302"],
  ["invoice_sales_growth", "R302"],
  ["water_use_change", "R302"],
  ["insured_headcount_change", "R302"],
  ["tax_revenue_12m", "R301"],
  ["invoice_sales_12m", "R301"],
];

function reasonFor(fact: string): string {
  return reasonByFact.find(([prefix]) => fact.startsWith(prefix))?.[1] ?? "R304";
}

/** What the bank makes of a firm's health: the average of half a year, seen through noise. */
export function perceivedHealth(condition: Condition, month: MonthIndex, draws: Draws): number {
  const seen = [0, 1, 2, 3, 4, 5].flatMap((back) => monthOf(condition, month - back)?.health ?? []);
  const stress = monthOf(condition, month)?.stress ?? 0;
  const mean = seen.reduce((sum, health) => sum + health, 0) / Math.max(1, seen.length);
  return mean - 1.5 * stress + 0.5 * draws.normal();
}

export type Decision =
  | { kind: "offered"; risk: number }
  | { kind: "declined"; reasonCodes: string[] };

/**
 * A bank's decision on an application of a month. Rules of the product that fail lead to a refusal with their
 * reasons (one time in eight a branch overlooks them); then perceived health must reach the bank's caution.
 * `risk` runs from 0 (best) to 1 and sets the rate within the product's range.
 */
export function decide(
  bank: Bank,
  product: Product,
  facts: Facts,
  health: number,
  draws: Draws,
): Decision {
  const judged = judge(product.eligibility, facts);
  const [care, quota, paper, extra] = [draws.next(), draws.next(), draws.next(), draws.next()];
  if (judged.is === false && care > 0.12) {
    const codes = [...new Set(judged.failing.map(reasonFor))].slice(0, 4);
    return { kind: "declined", reasonCodes: codes.length > 0 ? codes : ["R702"] };
  }
  if (judged.is === null && care < 0.35)
    return { kind: "declined", reasonCodes: [care < 0.2 ? "R401" : care < 0.28 ? "R402" : "R403"] };
  if (health < bank.caution) {
    const first = extra < 0.4 ? "R304" : extra < 0.6 ? "R303" : extra < 0.8 ? "R302" : "R301";
    return {
      kind: "declined",
      reasonCodes: health < bank.caution - 0.8 ? [first, "R205"] : [first],
    };
  }
  if (quota < 0.035) return { kind: "declined", reasonCodes: [quota < 0.02 ? "R701" : "R702"] };
  if (paper < 0.05) return { kind: "declined", reasonCodes: [paper < 0.02 ? "R601" : "R602"] };
  if (product.guarantee !== "none" && extra < 0.15)
    return { kind: "declined", reasonCodes: [product.guarantee === "guarantor" ? "R502" : "R501"] };
  return { kind: "offered", risk: Math.max(0, Math.min(1, 0.5 - 0.28 * health)) };
}
