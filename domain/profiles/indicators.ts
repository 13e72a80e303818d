import type { Month } from "@/domain/shared/calendar";
import { defaultCatalogue, type ItemCode, type Scope } from "@/domain/sources/catalogue";
import type { FactDefinition, Indicator } from "./definition";
import { invoiceIndicators } from "./invoice-indicators";
import { fundIndicators, insuranceIndicators } from "./payroll-indicators";
import { type PublicFact, type PublicFactCode, publicFacts } from "./public-facts";
import type { StandardRecord } from "./standard";
import { taxIndicators } from "./tax-indicators";
import { electricityIndicators, gasIndicators, waterIndicators } from "./utility-indicators";
import type { Computed } from "./windows";

/** The indicators of each item that is not public, in the order they are shown. */
const indicatorsByItem = {
  tax_declarations: taxIndicators,
  vat_invoices: invoiceIndicators,
  social_insurance: insuranceIndicators,
  housing_fund: fundIndicators,
  water_usage: waterIndicators,
  electricity_usage: electricityIndicators,
  gas_usage: gasIndicators,
} as const;

export type IndicatorItem = keyof typeof indicatorsByItem;
type CodesOf<T> = T extends T ? keyof T : never;
export type IndicatorCode = CodesOf<(typeof indicatorsByItem)[IndicatorItem]>;
/** Every fact a product rule may ask for. */
export type FactCode = IndicatorCode | PublicFactCode;

export type IndicatorValue = { code: IndicatorCode } & Computed;

const indicatorItems = Object.keys(indicatorsByItem) as IndicatorItem[];

export type RegisteredFact = FactDefinition & { code: FactCode; item: ItemCode };

/** The registry: every fact with its unit, window, formula, evidence item and what can be done about it. */
export const facts: ReadonlyMap<string, RegisteredFact> = new Map<string, RegisteredFact>([
  ...Object.entries(publicFacts).map(
    // oxlint-disable-next-line typescript/unbound-method
    ([code, { valueOf: _valueOf, groundsOf: _groundsOf, ...fact }]: [string, PublicFact]): [
      string,
      RegisteredFact,
    ] => [code, { ...fact, code: code as PublicFactCode }],
  ),
  ...indicatorItems.flatMap((item) =>
    Object.entries(indicatorsByItem[item]).map(
      ([code, { compute: _compute, ...fact }]: [string, FactDefinition & { compute: unknown }]): [
        string,
        RegisteredFact,
      ] => [code, { ...fact, code: code as IndicatorCode, item }],
    ),
  ),
]);

/** The fact registered under a code, or null: rules come from outside and may name anything. */
export function findFact(code: string): RegisteredFact | null {
  return facts.get(code) ?? null;
}

const modes = new Map(defaultCatalogue.map(({ code, mode }) => [code, mode]));

/**
 * The scope a consent must hold for a fact to be known: the item's indicators, or its answers where
 * the source computes. Null for public facts, which need none, and for codes not registered.
 */
export function evidenceScope(code: string): Scope | null {
  const fact = findFact(code);
  if (!fact) return null;
  const mode = modes.get(fact.item);
  if (mode === "P") return null;
  return mode === "M" ? `${fact.item}:predicate` : `${fact.item}:indicator`;
}

/** All indicators of an item from its standard records, as of a month (`windows.ts` says how). */
export function computeIndicators<I extends IndicatorItem>(
  item: I,
  records: readonly StandardRecord<I>[],
  month: Month,
): IndicatorValue[] {
  const indicators = indicatorsByItem[item] as unknown as Record<
    IndicatorCode,
    Indicator<StandardRecord<I>>
  >;
  return (Object.keys(indicators) as IndicatorCode[]).map((code) => ({
    code,
    ...indicators[code].compute(records, month),
  }));
}
