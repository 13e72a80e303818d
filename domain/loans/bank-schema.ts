import { z } from "zod";
import { channels } from "@/domain/applications/lifecycle";
import { guaranteeKinds, repaymentKinds } from "@/domain/products/kinds";
import { ProductContent } from "@/domain/products/schema";
import { isText } from "@/domain/shared/text";
import { loanGrades, loanStatuses, outcomeKinds } from "./lifecycle";

/**
 * The bank's own number for one fact: told twice, it is still one fact. Decisions are kept among the
 * same facts, under `decision-` and what was decided; that beginning is the platform's.
 */
const BankReference = z
  .string()
  .trim()
  .regex(/^(?!decision-)[A-Za-z0-9][A-Za-z0-9._/-]{2,59}$/, { error: "reference_malformed" });

const Amount = z
  .bigint({ error: "amount_missing" })
  .positive({ error: "amount_not_positive" })
  .max(10_000_000_000_000n, { error: "amount_too_large" });
const OnDay = z.iso.date({ error: "day_missing" });

export const DisburseLoanInput = z.strictObject({
  /** Made by the form, so that a second press is the same loan. */
  id: z.uuid(),
  applicationId: z.uuid(),
  reference: BankReference,
  amount: Amount,
  on: OnDay,
});
export type DisburseLoanInput = z.infer<typeof DisburseLoanInput>;

const Reported = { loanId: z.uuid(), reference: BankReference, on: OnDay };

export const RecordRepaymentInput = z.strictObject({ ...Reported, amount: Amount });
export type RecordRepaymentInput = z.infer<typeof RecordRepaymentInput>;

export const RecordOverdueInput = z.strictObject({
  ...Reported,
  days: z
    .int({ error: "days_missing" })
    .min(1, { error: "days_out_of_range" })
    .max(3_650, { error: "days_out_of_range" }),
});
export type RecordOverdueInput = z.infer<typeof RecordOverdueInput>;

export const ClearOverdueInput = z.strictObject(Reported);
export type ClearOverdueInput = z.infer<typeof ClearOverdueInput>;

export const SettleLoanInput = z.strictObject(Reported);
export type SettleLoanInput = z.infer<typeof SettleLoanInput>;

export const ReverseOutcomeInput = z.strictObject({
  ...Reported,
  /** The outcome that was wrong. */
  outcomeId: z.uuid(),
  reason: z
    .string()
    .trim()
    .min(2, { error: "reason_missing" })
    .max(300, { error: "reason_too_long" }),
});
export type ReverseOutcomeInput = z.infer<typeof ReverseOutcomeInput>;

export const loanTabs = {
  live: ["current", "overdue", "restructured", "defaulted"],
  overdue: ["overdue", "defaulted"],
  ended: ["settled", "written_off", "transferred"],
} as const satisfies Record<string, readonly (typeof loanStatuses)[number][]>;
export const loanTabNames = ["live", "overdue", "ended"] as const;

export const loanPageSize = 30;

export const ListLoansInput = z.strictObject({
  tab: z.enum(loanTabNames),
  search: z.string().trim().min(2).max(60).refine(isText).optional(),
  cursor: z.string().max(200).optional(),
});
export type ListLoansInput = z.infer<typeof ListLoansInput>;

export const BankLoanRow = z.strictObject({
  id: z.uuid(),
  bankReference: z.string(),
  enterprise: z.strictObject({ name: z.string(), uscc: z.string() }),
  product: ProductContent.shape.name,
  principal: z.bigint(),
  balance: z.bigint(),
  nominalRate: z.int(),
  annualRate: z.string(),
  termMonths: z.int(),
  disbursedOn: z.iso.date(),
  maturesOn: z.iso.date(),
  status: z.enum(loanStatuses),
  overdueDays: z.int(),
  grade: z.enum(loanGrades),
  isFirstLoan: z.boolean(),
  isCreditLoan: z.boolean(),
  isInclusive: z.boolean(),
  /** These three are null where they are not known. */
  isRenewal: z.boolean().nullable(),
  isLongTerm: z.boolean().nullable(),
  isManufacturing: z.boolean().nullable(),
});
export type BankLoanRow = z.infer<typeof BankLoanRow>;

export const BankLoanList = z.strictObject({
  rows: z.array(BankLoanRow),
  nextCursor: z.string().nullable(),
  totals: z.strictObject({ count: z.int(), principal: z.bigint(), balance: z.bigint() }),
});
export type BankLoanList = z.infer<typeof BankLoanList>;

export const OutcomeView = z.strictObject({
  id: z.uuid(),
  reference: z.string(),
  kind: z.enum(outcomeKinds),
  amount: z.bigint().nullable(),
  days: z.int().nullable(),
  detail: z.string().nullable(),
  on: z.iso.date(),
  reversalOf: z.uuid().nullable(),
  isReversed: z.boolean(),
  channel: z.enum(channels),
  recordedAt: z.date(),
});
export type OutcomeView = z.infer<typeof OutcomeView>;

export const BankLoanView = BankLoanRow.extend({
  bankId: z.uuid(),
  enterpriseId: z.uuid(),
  applicationId: z.uuid(),
  repayment: z.enum(repaymentKinds),
  guarantee: z.enum(guaranteeKinds),
  outcomes: z.array(OutcomeView),
});
export type BankLoanView = z.infer<typeof BankLoanView>;

export const LoanIdInput = z.strictObject({ loanId: z.uuid() });
export type LoanIdInput = z.infer<typeof LoanIdInput>;

/** What recording anything about a loan answers with. */
export const LoanState = z.strictObject({
  id: z.uuid(),
  status: z.enum(loanStatuses),
  balance: z.bigint(),
});
export type LoanState = z.infer<typeof LoanState>;
