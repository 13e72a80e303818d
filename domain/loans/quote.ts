import canonicalize from "canonicalize";
import type { Fee, FeeTiming } from "@/domain/products/schema";
import { divideRounded, sumOf } from "@/domain/shared/money";
import { type AnnualRate, annualRate, type CashFlow } from "./annual-rate";
import { type LoanTerms, type ScheduleRow, scheduleOf, totalInterestOf } from "./schedule";

/** A loan with what is charged besides interest. */
export type QuoteTerms = LoanTerms & { fees?: readonly Fee[] };

/** A due date with its fees; `due` = payment + fees is what leaves the borrower's account. */
type QuoteRow = ScheduleRow & { fees: bigint; due: bigint };

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
  const feePerPeriod = feesAt("per_period", terms);
  const feeAtEnd = feesAt("at_end", terms);
  const flows: CashFlow[] = [{ at: 0, amount: Number(terms.principal - upfrontFees) }];
  const rows = schedule.map(({ at, ...row }): QuoteRow => {
    const fees = feePerPeriod + (row.number === schedule.length ? feeAtEnd : 0n);
    const due = row.payment + fees;
    flows.push({ at, amount: -Number(due) });
    return { ...row, fees, due };
  });
  const totalInterest = totalInterestOf(rows);
  const totalFees = upfrontFees + sumOf(rows.map((row) => row.fees));
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

/** The fee of one kind, each a share of the principal (rounded half up) plus a fixed amount. */
function feesAt(timing: FeeTiming, { principal, fees = [] }: QuoteTerms): bigint {
  return sumOf(
    fees
      .filter((fee) => fee.timing === timing)
      .map(
        ({ basisPoints = 0, amount = 0 }) =>
          divideRounded(principal * BigInt(basisPoints), 10_000n) + BigInt(amount),
      ),
  );
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
