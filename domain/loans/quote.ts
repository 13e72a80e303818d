import canonicalize from "canonicalize";
import type { Fee, FeeTiming } from "@/domain/products/schema";
import { divideRounded } from "@/domain/shared/money";
import type { Day } from "@/domain/shared/calendar";
import {
  type AnnualRate,
  annualRate,
  type CashFlow,
  type DatedFlow,
  datedRate,
} from "./annual-rate";
import { type LoanTerms, type ScheduleRow, scheduleOf, type TimedRow } from "./schedule";

/** A loan with what is charged besides interest. */
export type QuoteTerms = LoanTerms & { fees?: readonly Fee[] };

/** A due date with its fees; `due` = payment + fees is what leaves the borrower's account. */
export type QuoteRow = ScheduleRow & { fees: bigint; due: bigint };

/** Everything a loan costs, from one computation. Amounts in fen. */
export type Quote = {
  rows: QuoteRow[];
  /** Taken at disbursement, in no row. */
  upfrontFees: bigint;
  totalInterest: bigint;
  totalFees: bigint;
  /** Interest and all fees. */
  totalCost: bigint;
  /** Everything paid back: principal and total cost. */
  totalPaid: bigint;
  annualRate: AnnualRate;
};

/**
 * Prices a loan: schedule, fees, total cost and annual rate. Quote, offer and contract call this one
 * function, so they cannot disagree. Throws RangeError as `scheduleOf`.
 */
export function quote(terms: QuoteTerms): Quote {
  const schedule = scheduleOf(terms);
  const upfrontFees = feesAt("upfront", terms);
  const flows: CashFlow[] = [{ at: 0, amount: Number(terms.principal - upfrontFees) }];
  const rows = withFees(terms, schedule);
  let [totalInterest, totalFees] = [0n, upfrontFees];
  for (const [index, { interest, fees, due }] of rows.entries()) {
    totalInterest += interest;
    totalFees += fees;
    flows.push({ at: schedule[index]?.at ?? 0, amount: -Number(due) });
  }
  const totalCost = totalInterest + totalFees;
  return {
    rows,
    upfrontFees,
    totalInterest,
    totalFees,
    totalCost,
    totalPaid: terms.principal + totalCost,
    annualRate: annualRate(flows),
  };
}

/** Due dates with their fees: those of each period, and with the last one those at the end. */
export function withFees(terms: QuoteTerms, rows: readonly TimedRow[]): QuoteRow[] {
  const perPeriod = feesAt("per_period", terms);
  const atEnd = feesAt("at_end", terms);
  return rows.map(({ number, dueOn, days, principal, interest, payment, balance }, index) => {
    const fees = index === rows.length - 1 ? perPeriod + atEnd : perPeriod;
    const due = payment + fees;
    return { number, dueOn, days, principal, interest, payment, balance, fees, due };
  });
}

/** The fees of one kind: their shares of the principal, added up and rounded half up, and fixed amounts. */
export function feesAt(timing: FeeTiming, { principal, fees = [] }: QuoteTerms): bigint {
  let basisPoints = 0;
  let amount = 0n;
  for (const fee of fees) {
    if (fee.timing !== timing) continue;
    basisPoints += fee.basisPoints ?? 0;
    amount += BigInt(fee.amount ?? 0);
  }
  return divideRounded(principal * BigInt(basisPoints), 10_000n) + amount;
}

/**
 * The annual rate over the days that really pass (XIRR: days over 365), beside the periodic one where
 * periods are not whole months.
 */
export function datedRateOf(
  { principal, startOn }: { principal: bigint; startOn: Day },
  { rows, upfrontFees }: Pick<Quote, "rows" | "upfrontFees">,
): AnnualRate {
  const flows: DatedFlow[] = [{ on: startOn, amount: Number(principal - upfrontFees) }];
  for (const { dueOn, due } of rows) flows.push({ on: dueOn, amount: -Number(due) });
  return datedRate(flows);
}

/**
 * The bytes an offer's schedule hash is taken over (RFC 8785): principal, fees at disbursement and
 * every row. Two quotes have the same form exactly if the same money moves on the same days.
 */
export function scheduleCanonicalForm(
  principal: bigint,
  { rows, upfrontFees }: Pick<Quote, "rows" | "upfrontFees">,
): string {
  const form = canonicalize({
    version: 1,
    principal: String(principal),
    upfrontFees: String(upfrontFees),
    rows: rows.map((row) => [
      row.dueOn,
      String(row.principal),
      String(row.interest),
      String(row.fees),
      String(row.balance),
    ]),
  });
  if (form === undefined) throw new TypeError("a schedule always has a canonical form");
  return form;
}
