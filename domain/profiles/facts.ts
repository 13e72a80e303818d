import { z } from "zod";
import { firstDayOf, type Month, monthOf } from "@/domain/shared/calendar";
import { groupBy } from "@/domain/shared/group-by";
import type { ItemCode, Scope } from "@/domain/sources/catalogue";
import { BandContent, bandValueOf, CoverageContent, isBanded } from "./bands";
import { computeIndicators, findFact, type IndicatorValue } from "./indicators";
import {
  FundMonth,
  InsuranceMonth,
  Invoice,
  InvoiceMonth,
  PredicateAnswer,
  type StandardRecord,
  TaxDeclaration,
  UtilityMonth,
} from "./standard";

/** One row of the vault: a fact at one granularity, before it is encrypted. Content is plain JSON. */
export type FactRow = { scope: Scope; period: string; content: unknown };

/** Whom a firm sells to is its customers' business too: the monthly view names none of them. */
const InvoiceMonthView = InvoiceMonth.omit({ customers: true, topCounterparty: true });

/** The monthly view of each item as stored and sent: the wire form, so one schema reads both. */
export const monthlyViews = {
  tax_declarations: TaxDeclaration,
  vat_invoices: InvoiceMonthView,
  social_insurance: InsuranceMonth,
  housing_fund: FundMonth,
  water_usage: z.strictObject({ month: z.string(), accounts: z.array(UtilityMonth) }),
  gas_usage: z.strictObject({ month: z.string(), accounts: z.array(UtilityMonth) }),
} as const;
export type MonthlyItem = keyof typeof monthlyViews;

/** An indicator as it is stored and sent: fen as a string of digits, since JSON has no bigint. */
export const IndicatorContent = z.strictObject({
  code: z.string(),
  value: z.union([z.string(), z.number(), z.boolean(), z.null()]),
  asOf: z.string(),
  coverage: CoverageContent,
  isDisputed: z.literal(true).exactOptional(),
});
export const IndicatorsContent = z.strictObject({ indicators: z.array(IndicatorContent) });
export const BandsContent = z.strictObject({ bands: z.array(BandContent) });
export const AnswersContent = z.strictObject({ answers: z.array(PredicateAnswer) });
export const InvoicesContent = z.strictObject({ invoices: z.array(Invoice) });

/** An indicator read back; null if its code is no longer registered. */
export function decodeIndicator(stored: z.output<typeof IndicatorContent>): IndicatorValue | null {
  const fact = findFact(stored.code);
  if (!fact) return null;
  const isAmount = fact.unit === "fen" && typeof stored.value === "string";
  const value = isAmount ? BigInt(stored.value ?? 0) : stored.value;
  return { ...stored, code: fact.code as IndicatorValue["code"], value };
}

/**
 * The rows to store when an item's records arrive, once per granularity a consent can ask for:
 * monthly (one a month), indicator and band (one, under the month they are as of). Where a month
 * comes twice, the later record wins.
 */
export function factsOf<I extends MonthlyItem>(
  item: I,
  records: readonly StandardRecord<I>[],
  month: Month,
): FactRow[] {
  const period = firstDayOf(month);
  const indicators = computeIndicators(item, records, month);
  return [
    ...monthlyRows(item, records),
    {
      scope: `${item}:indicator`,
      period,
      content: { indicators: indicators.map(encodeIndicator) },
    },
    {
      scope: `${item}:band`,
      period,
      content: { bands: indicators.filter(isBanded).map(bandValueOf) },
    },
  ];
}

/**
 * The row of what a source answered about an item. None where it knows nothing: an answer that is
 * not there and one that was withheld must look the same.
 */
export function answerFacts(
  item: ItemCode,
  answers: readonly PredicateAnswer[],
  month: Month,
): FactRow[] {
  if (answers.every(({ answer }) => answer === "unknown")) return [];
  return [{ scope: `${item}:predicate`, period: firstDayOf(month), content: { answers } }];
}

/** The rows of single invoices, one per month of their dates. */
export function invoiceFacts(invoices: readonly Invoice[]): FactRow[] {
  return [...groupBy(invoices, (invoice) => monthOf(invoice.on))].map(([month, ofMonth]) => ({
    scope: "vat_invoices:raw",
    period: firstDayOf(month),
    content: { invoices: ofMonth.map((invoice) => z.encode(Invoice, invoice)) },
  }));
}

function encodeIndicator({ value, ...rest }: IndicatorValue) {
  return { ...rest, value: typeof value === "bigint" ? String(value) : value };
}

function monthlyRows(item: MonthlyItem, records: readonly { month: Month }[]): FactRow[] {
  return [...groupBy(records, (record) => record.month)].map(([month, ofMonth]) => ({
    scope: `${item}:monthly`,
    period: firstDayOf(month),
    content: monthlyContent(item, month, ofMonth),
  }));
}

function monthlyContent(item: MonthlyItem, month: Month, ofMonth: readonly unknown[]): unknown {
  const latest = ofMonth.at(-1);
  switch (item) {
    case "tax_declarations":
      return z.encode(TaxDeclaration, latest as TaxDeclaration);
    case "vat_invoices": {
      const { customers: _, topCounterparty: __, ...view } = latest as InvoiceMonth;
      return z.encode(InvoiceMonthView, view);
    }
    case "social_insurance":
      return z.encode(InsuranceMonth, latest as InsuranceMonth);
    case "housing_fund":
      return z.encode(FundMonth, latest as FundMonth);
    case "water_usage":
    case "gas_usage": {
      const byAccount = new Map((ofMonth as UtilityMonth[]).map((bill) => [bill.account, bill]));
      return {
        month,
        accounts: [...byAccount.values()].map((bill) => z.encode(UtilityMonth, bill)),
      };
    }
  }
}
