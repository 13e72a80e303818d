import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  index,
  integer,
  numeric,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { channels, origins } from "@/domain/applications/lifecycle";
import { loanGrades, loanStatuses, outcomeKinds } from "@/domain/loans/lifecycle";
import { guaranteeKinds, repaymentKinds } from "@/domain/products/kinds";
import { banks } from "./accounts";
import { applications } from "./applications";
import { app, createdAt, day, fen, id, instant, isOneOf, oneOf } from "./columns";
import { enterprises } from "./enterprises";

/** A drawdown; exists from disbursement. What it is now can be re-derived from its outcomes. */
export const loans = app.table(
  "loans",
  {
    id: id(),
    applicationId: uuid()
      .notNull()
      .references(() => applications.id),
    enterpriseId: uuid()
      .notNull()
      .references(() => enterprises.id),
    bankId: uuid()
      .notNull()
      .references(() => banks.id),
    productId: uuid().notNull(),
    bankReference: text().notNull(),
    principal: fen().notNull(),
    balance: fen().notNull(),
    nominalRate: integer().notNull(),
    annualRate: numeric({ precision: 9, scale: 6 }).notNull(),
    termMonths: integer().notNull(),
    repayment: oneOf(repaymentKinds).notNull(),
    guarantee: oneOf(guaranteeKinds).notNull(),
    disbursedOn: day().notNull(),
    maturesOn: day().notNull(),
    status: oneOf(loanStatuses).notNull().default("current"),
    overdueDays: integer().notNull().default(0),
    grade: oneOf(loanGrades).notNull().default("normal"),
    isFirstLoan: boolean().notNull(),
    isCreditLoan: boolean().notNull(),
    isInclusive: boolean().notNull(),
    /** 无还本续贷, 中长期 (over a year), 制造业; null for what was imported before they were kept. */
    isRenewal: boolean(),
    isLongTerm: boolean(),
    isManufacturing: boolean(),
    /** False once something was reported without the enterprise's consent: then no statistic counts its standing. */
    isReported: boolean().notNull().default(true),
    origin: oneOf(origins).notNull().default("platform"),
    createdAt: createdAt(),
  },
  (t) => [
    isOneOf("loans_status_known", t.status, loanStatuses),
    isOneOf("loans_grade_known", t.grade, loanGrades),
    isOneOf("loans_origin_known", t.origin, origins),
    check(
      "loans_balance_sane",
      sql`${t.balance} between 0 and ${t.principal} and ${t.principal} > 0`,
    ),
    check("loans_settled_is_paid", sql`${t.status} <> 'settled' or ${t.balance} = 0`),
    uniqueIndex("loans_bank_reference").on(t.bankId, t.bankReference),
    uniqueIndex("loans_one_first")
      .on(t.enterpriseId)
      .where(sql`${t.isFirstLoan}`),
    index("loans_by_application").on(t.applicationId),
    index("loans_by_enterprise").on(t.enterpriseId),
    index("loans_by_bank").on(t.bankId, t.status),
    index("loans_by_day").on(t.disbursedOn),
  ],
);

/** Append-only facts about what became of an application or loan, keyed by the bank's own reference. */
export const outcomes = app.table(
  "outcomes",
  {
    id: id(),
    bankId: uuid()
      .notNull()
      .references(() => banks.id),
    reference: text().notNull(),
    kind: oneOf(outcomeKinds).notNull(),
    applicationId: uuid()
      .notNull()
      .references(() => applications.id),
    loanId: uuid().references(() => loans.id),
    enterpriseId: uuid()
      .notNull()
      .references(() => enterprises.id),
    amount: fen(),
    days: integer(),
    detail: text(),
    on: day().notNull(),
    reversalOf: uuid(),
    /** Whether the platform may use it; repayment and overdue only under the enterprise's consent. */
    isShared: boolean().notNull().default(true),
    origin: oneOf(origins).notNull().default("platform"),
    channel: oneOf(channels).notNull(),
    recordedBy: uuid(),
    recordedAt: instant().notNull(),
  },
  (t) => [
    isOneOf("outcomes_kind_known", t.kind, outcomeKinds),
    uniqueIndex("outcomes_once").on(t.bankId, t.reference),
    check(
      "outcomes_amount_where_money_moves",
      sql`(${t.kind} in ('drawdown', 'repayment')) = (${t.amount} is not null) and (${t.amount} is null or ${t.amount} > 0)`,
    ),
    index("outcomes_by_loan").on(t.loanId),
    index("outcomes_by_application").on(t.applicationId),
    index("outcomes_by_day").on(t.on),
  ],
);
