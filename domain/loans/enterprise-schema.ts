import { z } from "zod";
import { Convention } from "@/domain/products/convention";
import { guaranteeKinds, repaymentKinds } from "@/domain/products/kinds";
import { Fee, ProductContent } from "@/domain/products/schema";
import { loanGrades, loanStatuses, outcomeKinds } from "./lifecycle";

/** One due date; `due` = payment + fees is what leaves the account. Amounts in fen. */
export const ScheduleRowView = z.strictObject({
  number: z.int(),
  dueOn: z.iso.date(),
  days: z.int(),
  principal: z.bigint(),
  interest: z.bigint(),
  payment: z.bigint(),
  fees: z.bigint(),
  due: z.bigint(),
  balance: z.bigint(),
});
export type ScheduleRowView = z.infer<typeof ScheduleRowView>;

export const LoanIdInput = z.strictObject({ loanId: z.uuid() });
export type LoanIdInput = z.infer<typeof LoanIdInput>;

export const OwnLoanRow = z.strictObject({
  id: z.uuid(),
  enterpriseId: z.uuid(),
  bankId: z.uuid(),
  applicationId: z.uuid(),
  bank: z.strictObject({ name: z.string(), nameEn: z.string() }),
  product: z.strictObject({ id: z.uuid(), name: ProductContent.shape.name }),
  bankReference: z.string(),
  principal: z.bigint(),
  balance: z.bigint(),
  nominalRate: z.int(),
  annualRate: z.string(),
  termMonths: z.int(),
  repayment: z.enum(repaymentKinds),
  guarantee: z.enum(guaranteeKinds),
  disbursedOn: z.iso.date(),
  maturesOn: z.iso.date(),
  status: z.enum(loanStatuses),
  overdueDays: z.int(),
  grade: z.enum(loanGrades),
  isFirstLoan: z.boolean(),
  isCreditLoan: z.boolean(),
});
export type OwnLoanRow = z.infer<typeof OwnLoanRow>;

export const OwnLoanList = z.strictObject({ loans: z.array(OwnLoanRow) });

export const OwnLoanView = OwnLoanRow.extend({
  fees: z.array(Fee),
  convention: Convention,
  schedule: z.array(ScheduleRowView),
  outcomes: z.array(
    z.strictObject({
      id: z.uuid(),
      kind: z.enum(outcomeKinds),
      amount: z.bigint().nullable(),
      days: z.int().nullable(),
      on: z.iso.date(),
      isReversal: z.boolean(),
    }),
  ),
});
export type OwnLoanView = z.infer<typeof OwnLoanView>;
