import { z } from "zod";
import { bankKinds } from "@/domain/accounts/banks";
import { loanStatuses } from "@/domain/loans/lifecycle";
import { cutOrigins, OversightCutInput } from "./cut";
import { figureKeys } from "./figures";

const count = z.number().int().nonnegative();
const fen = z.bigint();
const value = z.union([z.number(), z.bigint()]).nullable();

export const BankName = z.strictObject({
  code: z.string(),
  name: z.string(),
  nameEn: z.string(),
  kind: z.enum(bankKinds),
});
export type BankName = z.infer<typeof BankName>;

export const CutView = z.strictObject({
  from: z.string(),
  to: z.string(),
  current: z.strictObject({ fromDay: z.string(), toDay: z.string() }),
  previous: z.strictObject({ fromDay: z.string(), toDay: z.string() }),
  bank: BankName.nullable(),
  origin: z.enum(cutOrigins),
});
export type CutView = z.infer<typeof CutView>;

export const FigureView = z.strictObject({
  key: z.enum(figureKeys),
  unit: z.enum(["count", "fen", "share", "basis_points", "working_days"]),
  value,
  previous: value,
  series: z.array(z.number()),
});
export type FigureView = z.infer<typeof FigureView>;

/** One line of a table: a bank, a district, a section of industry, a size class, a product. */
export const GroupRow = z.strictObject({
  /** Empty where the enterprise's registry entry says nothing. */
  key: z.string(),
  submitted: count,
  timedOut: count,
  decided: count,
  approved: count,
  loans: count,
  amount: fen,
  nominalRate: z.number().int().nullable(),
  annualRate: z.number().int().nullable(),
  acceptDays: z.number().nullable(),
  decideDays: z.number().nullable(),
});
export type GroupRow = z.infer<typeof GroupRow>;

export const MonthRow = z.strictObject({
  month: z.string(),
  submitted: count,
  decided: count,
  approved: count,
  loans: count,
  amount: fen,
  balance: fen,
  overdue: fen,
});
export type MonthRow = z.infer<typeof MonthRow>;

export const ReasonRow = z.strictObject({ code: z.string(), count, previous: count });
export type ReasonRow = z.infer<typeof ReasonRow>;

export const QualityRow = z.strictObject({
  status: z.enum(loanStatuses),
  loans: count,
  balance: fen,
});
export type QualityRow = z.infer<typeof QualityRow>;

const NeedFunnel = z.strictObject({
  needs: count,
  matched: count,
  applied: count,
  offered: count,
  disbursed: count,
});
const ApplicationFunnel = z.strictObject({
  submitted: count,
  accepted: count,
  approved: count,
  disbursed: count,
});

export const OverviewView = z.strictObject({
  cut: CutView,
  banks: z.array(BankName),
  figures: z.array(FigureView),
  months: z.array(MonthRow),
  byBank: z.array(GroupRow),
  byDistrict: z.array(GroupRow),
  bySection: z.array(GroupRow),
  bySize: z.array(GroupRow),
  reasons: z.array(ReasonRow),
  quality: z.array(QualityRow),
  /** Null where the cut leaves no needs: of one bank, and of imported history. */
  needFunnel: NeedFunnel.nullable(),
  applicationFunnel: ApplicationFunnel,
});
export type OverviewView = z.infer<typeof OverviewView>;

export const BankInput = OversightCutInput.omit({ bank: true }).extend({
  code: z.string().min(1).max(80),
});
export type BankInput = z.infer<typeof BankInput>;

export const BankProductRow = GroupRow.extend({
  name: z.strictObject({ zh: z.string(), en: z.string() }),
  status: z.enum(["draft", "published", "withdrawn"]),
  promisedWorkingDays: z.number().int().nullable(),
});
export type BankProductRow = z.infer<typeof BankProductRow>;

export const BankOverviewView = OverviewView.extend({ products: z.array(BankProductRow) });
export type BankOverviewView = z.infer<typeof BankOverviewView>;
