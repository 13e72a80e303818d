import { z } from "zod";
import { DayText, MonthText } from "@/domain/shared/calendar";
import { PredicateCode } from "@/domain/predicates/lifecycle";
import { parseYuan, yuanOf } from "@/domain/shared/money";
import type { ItemCode } from "@/domain/sources/catalogue";

/** Yuan on the wire (`"128500.00"`, always two decimals), fen in here; reversible. */
const Yuan = z.codec(z.string().regex(/^-?\d{1,13}\.\d{2}$/), z.bigint(), {
  decode: (text, context) => {
    const fen = parseYuan(text);
    if (fen !== null) return fen;
    context.issues.push({ code: "custom", message: "yuan_malformed", input: text });
    return z.NEVER;
  },
  encode: yuanOf,
});
const Count = z.number().int().min(0).max(100_000_000);
const Code = z.string().min(1).max(40);
const Name = z.string().min(1).max(200);
/** Cubic metres or kWh: `"1234.5"` or a number, kept as thousandths so that sums are exact. */
const Volume = z.codec(
  z.union([z.number().min(0).max(1e9), z.string().regex(/^\d{1,9}(\.\d{1,3})?$/)]),
  z.number().int(),
  {
    decode: (volume) => Math.round(Number(volume) * 1000),
    encode: (thousandths) => (thousandths / 1000).toFixed(3),
  },
);

/** A record whose subject has disputed it at the agency, which has not decided yet. */
const Disputable = { disputed: z.literal(true).exactOptional() };

/** One month's tax declaration, all taxes; amounts in fen. */
export const TaxDeclaration = z.strictObject({
  month: MonthText,
  taxableSales: Yuan,
  exemptSales: Yuan,
  vat: Yuan,
  incomeTax: Yuan,
  otherTax: Yuan,
  dueOn: DayText,
  paidOn: DayText.nullable(),
  arrears: Yuan,
  ...Disputable,
});

/** One month's VAT invoices; amounts net of tax, valid invoices with red (negative) ones included. */
export const InvoiceMonth = z.strictObject({
  month: MonthText,
  issuedCount: Count,
  issuedAmount: Yuan,
  issuedVoid: Count,
  issuedRed: Count,
  issuedCounterparties: Count,
  issuedTopAmount: Yuan,
  topCounterparty: Code.nullable(),
  receivedCount: Count,
  receivedAmount: Yuan,
  receivedVoid: Count,
  receivedRed: Count,
  receivedCounterparties: Count,
  receivedTopAmount: Yuan,
  /** The 20 largest customers of the month. */
  customers: z.array(z.strictObject({ code: Code, amount: Yuan })).max(20),
  ...Disputable,
});

/** A single VAT invoice; a negative amount is a red invoice. */
export const Invoice = z.strictObject({
  number: Code,
  on: DayText,
  direction: z.enum(["issued", "received"]),
  counterparty: Code,
  amount: Yuan,
  tax: Yuan,
  total: Yuan,
  state: z.enum(["valid", "void"]),
});

const Scheme = z.strictObject({ headcount: Count, payable: Yuan, paid: Yuan });
export const insuranceSchemes = [
  "pension",
  "medical",
  "unemployment",
  "injury",
  "maternity",
] as const;

/** One month's social insurance by scheme. */
export const InsuranceMonth = z.strictObject({
  month: MonthText,
  pension: Scheme,
  medical: Scheme,
  unemployment: Scheme,
  injury: Scheme,
  maternity: Scheme,
  paidOn: DayText.nullable(),
  arrears: Yuan,
  ...Disputable,
});

/** One month's housing fund contribution. */
export const FundMonth = z.strictObject({
  month: MonthText,
  headcount: Count,
  amount: Yuan,
  paidOn: DayText.nullable(),
  ...Disputable,
});

/** One month's water or gas bill of one account. */
export const UtilityMonth = z.strictObject({
  month: MonthText,
  account: Code,
  readOn: DayText,
  volume: Volume,
  bill: Yuan,
  paidOn: DayText.nullable(),
  arrears: Yuan,
  ...Disputable,
});

export const Registration = z.strictObject({
  uscc: z.string().length(18),
  name: Name,
  legalRepresentative: Name,
  establishedOn: DayText,
  /** GB/T 4754-2017: section letter and the four digits, `C3311`. */
  industry: z.string().regex(/^[A-T]\d{2,4}$/),
  district: z.string().regex(/^\d{6}$/),
  address: z.string().max(300),
  registeredCapital: Yuan,
  employees: Count,
  status: Code,
  ownership: Code,
});
export const KeyPerson = z.strictObject({ name: Name, title: z.string().max(60) });
export const Penalty = z.strictObject({
  caseNumber: z.string().min(1).max(80),
  authority: Name,
  kind: Code,
  amount: Yuan,
  decidedOn: DayText,
  publicUntil: DayText,
  repairedOn: DayText.nullable(),
  ...Disputable,
});
export const AbnormalListing = z.strictObject({
  list: z.enum(["abnormal", "seriously_dishonest"]),
  listedOn: DayText,
  removedOn: DayText.nullable(),
  reason: z.string().max(300),
  ...Disputable,
});
const taxCreditGrades = ["A", "B", "M", "C", "D"] as const;
export const TaxCreditGrade = z.strictObject({
  year: z.number().int().min(2014).max(2100),
  grade: z.enum(taxCreditGrades),
  ...Disputable,
});

/** The answer to a registered question, computed at the source. */
export const PredicateAnswer = z.strictObject({
  question: PredicateCode,
  answer: z.enum(["yes", "no", "unknown"]),
  period: z.strictObject({ from: z.string().max(10), to: z.string().max(10) }),
  asOf: z.string().min(7).max(40),
});

/** What a source answers for each item, and what it becomes: the only way from wire to standard. */
const standardSchemas = {
  registration: Registration,
  key_people: KeyPerson,
  penalties: Penalty,
  abnormal_lists: AbnormalListing,
  tax_credit_grade: TaxCreditGrade,
  tax_declarations: TaxDeclaration,
  vat_invoices: InvoiceMonth,
  social_insurance: InsuranceMonth,
  representative_insurance: PredicateAnswer,
  housing_fund: FundMonth,
  water_usage: UtilityMonth,
  electricity_usage: PredicateAnswer,
  gas_usage: UtilityMonth,
} as const satisfies Record<ItemCode, z.ZodType>;

export type TaxDeclaration = z.output<typeof TaxDeclaration>;
export type InvoiceMonth = z.output<typeof InvoiceMonth>;
export type Invoice = z.output<typeof Invoice>;
export type InsuranceMonth = z.output<typeof InsuranceMonth>;
export type FundMonth = z.output<typeof FundMonth>;
export type UtilityMonth = z.output<typeof UtilityMonth>;
export type Registration = z.output<typeof Registration>;
export type KeyPerson = z.output<typeof KeyPerson>;
export type Penalty = z.output<typeof Penalty>;
export type AbnormalListing = z.output<typeof AbnormalListing>;
export type TaxCreditGrade = z.output<typeof TaxCreditGrade>;
export type PredicateAnswer = z.output<typeof PredicateAnswer>;
export type StandardRecord<I extends ItemCode> = z.output<(typeof standardSchemas)[I]>;

export type RejectedRecord = { index: number; path: string; reason: string };

/**
 * Parses what a node sent for an item, record by record. Bad records are set aside with the first
 * thing wrong with each (failures go back to the agency as a file), good ones become standard.
 */
export function parseRecords<I extends ItemCode>(
  item: I,
  wire: readonly unknown[],
): { records: StandardRecord<I>[]; rejected: RejectedRecord[] } {
  const { records, rejected } = sort(standardSchemas[item], wire);
  return { records: records as StandardRecord<I>[], rejected };
}

/** The same for single invoices (`vat_invoices` at granularity raw). */
export function parseInvoices(wire: readonly unknown[]): {
  records: Invoice[];
  rejected: RejectedRecord[];
} {
  const { records, rejected } = sort(Invoice, wire);
  return { records: records as Invoice[], rejected };
}

function sort(schema: z.ZodType, wire: readonly unknown[]) {
  const records: unknown[] = [];
  const rejected: RejectedRecord[] = [];
  for (const [index, candidate] of wire.entries()) {
    const parsed = schema.safeParse(candidate);
    if (parsed.success) {
      records.push(parsed.data);
      continue;
    }
    const [issue] = parsed.error.issues;
    rejected.push({
      index,
      path: issue?.path.join(".") ?? "",
      reason: issue?.code ?? "invalid",
    });
  }
  return { records, rejected };
}
