import type { RepaymentKind } from "@/domain/products/schema";
import type { Day } from "@/domain/shared/calendar";
import { divideRounded, type RoundingMode, sumOf } from "@/domain/shared/money";
import { type DayCount, joined, monthlyPeriods, type Period } from "./day-count";

/** What a schedule follows from. Principal in fen, rate in basis points a year, term in whole months. */
export type LoanTerms = {
  principal: bigint;
  months: number;
  rate: number;
  repaymentKind: RepaymentKind;
  startOn: Day;
  /** The first due day if it is not a month after the start: an odd first period. */
  firstDueOn?: Day;
  /** Default 30/360. */
  dayCount?: DayCount;
  /** How interest and instalments are rounded to the fen; default half up. */
  rounding?: RoundingMode;
  /** Instalments in whole multiples of this many fen, rounded its own way; default one fen. */
  instalment?: { multiple: bigint; rounding: RoundingMode };
};

/** One due date, amounts in fen. `payment` = principal + interest; `balance` is what is left after it. */
export type ScheduleRow = {
  number: number;
  dueOn: Day;
  days: number;
  principal: bigint;
  interest: bigint;
  payment: bigint;
  balance: bigint;
};

/** A row together with the time of its cash flow in months since disbursement. */
export type TimedRow = ScheduleRow & { at: number };

const wholeRate = 10_000n;
const precision = 10n ** 30n;

/**
 * The repayment schedule, exact to the fen: principal sums to the loan and the last instalment
 * absorbs the rounding.
 *
 * - `equal_instalments` 等额本息: level payment P / Σ Πⱼ≤ₖ 1/(1+iⱼ), the annuity formula for periods
 *   of any length; interest on the balance.
 * - `equal_principal` 等额本金: P/n a period; interest on the balance.
 * - `interest_first` 先息后本 and `revolving` 随借随还 (quoted as fully drawn): interest monthly,
 *   principal with the last.
 * - `bullet` 到期一次还本付息: all at the end, simple interest.
 * - `flat` 等本等息: principal and interest on the *original* principal, both in equal parts.
 *
 * Throws RangeError for a principal, term or rate out of range, or a first due day not after the start.
 */
export function scheduleOf(terms: LoanTerms): TimedRow[] {
  check(terms);
  const periods = monthlyPeriods(
    terms.startOn,
    terms.months,
    terms.dayCount ?? "30/360",
    terms.firstDueOn,
  );
  switch (terms.repaymentKind) {
    case "equal_instalments":
      return declining(terms, periods, levelPayment(terms, periods));
    case "equal_principal":
      return declining(terms, periods, {
        principal: toMultiple(terms, terms.principal, BigInt(terms.months)),
      });
    case "interest_first":
    case "revolving":
      return declining(terms, periods, { principal: 0n });
    case "bullet":
      return declining(terms, joined(periods), { principal: 0n });
    case "flat":
      return flat(terms, periods);
  }
}

type Repaid = { payment: bigint } | { principal: bigint };

/** Interest on what is owed; a fixed payment or a fixed share of principal a period. */
function declining(terms: LoanTerms, periods: readonly Period[], repaid: Repaid): TimedRow[] {
  let balance = terms.principal;
  return periods.map((period, index) => {
    const interest = interestOf(terms, balance, period);
    const wanted = "payment" in repaid ? repaid.payment - interest : repaid.principal;
    const isLast = index === periods.length - 1;
    const principal = isLast ? balance : clamp(wanted, balance);
    balance -= principal;
    return row(index, period, principal, interest, balance);
  });
}

function flat(terms: LoanTerms, periods: readonly Period[]): TimedRow[] {
  const count = BigInt(periods.length);
  const [whole] = joined(periods);
  const totalInterest = whole ? interestOf(terms, terms.principal, whole) : 0n;
  const interest = divideRounded(totalInterest, count, terms.rounding);
  const payment = toMultiple(terms, terms.principal + totalInterest, count);
  let balance = terms.principal;
  let interestLeft = totalInterest;
  return periods.map((period, index) => {
    const isLast = index === periods.length - 1;
    const due = isLast ? interestLeft : clamp(interest, interestLeft);
    const principal = isLast ? balance : clamp(payment - interest, balance);
    balance -= principal;
    interestLeft -= due;
    return row(index, period, principal, due, balance);
  });
}

/** Fixed-point to 30 decimals: over 600 periods the error stays far below a fen. */
function levelPayment(terms: LoanTerms, periods: readonly Period[]): Repaid {
  let discount = precision;
  let annuity = 0n;
  for (const { numerator, denominator } of periods) {
    const unit = denominator * wholeRate;
    discount = (discount * unit) / (unit + BigInt(terms.rate) * numerator);
    annuity += discount;
  }
  return { payment: toMultiple(terms, terms.principal * precision, annuity) };
}

/** Balance × rate × time, rounded to the fen. */
function interestOf({ rate, rounding }: LoanTerms, balance: bigint, period: Period): bigint {
  return divideRounded(
    balance * BigInt(rate) * period.numerator,
    wholeRate * period.denominator,
    rounding,
  );
}

function toMultiple(terms: LoanTerms, numerator: bigint, denominator: bigint): bigint {
  const { multiple, rounding } = terms.instalment ?? {
    multiple: 1n,
    rounding: terms.rounding ?? "half_up",
  };
  return divideRounded(numerator, denominator * multiple, rounding) * multiple;
}

function clamp(amount: bigint, most: bigint): bigint {
  if (amount < 0n) return 0n;
  return amount > most ? most : amount;
}

function row(
  index: number,
  { at, dueOn, days }: Period,
  principal: bigint,
  interest: bigint,
  balance: bigint,
): TimedRow {
  const payment = principal + interest;
  return { number: index + 1, at, dueOn, days, principal, interest, payment, balance };
}

function check({ principal, months, rate, startOn, firstDueOn }: LoanTerms): void {
  if (principal <= 0n) throw new RangeError("principal must be positive");
  if (!Number.isInteger(months) || months < 1 || months > 600) {
    throw new RangeError("term must be 1 to 600 whole months");
  }
  if (!Number.isInteger(rate) || rate < 0 || rate > 100_000) {
    throw new RangeError("rate must be 0 to 100000 basis points");
  }
  if (firstDueOn !== undefined && firstDueOn <= startOn) {
    throw new RangeError("first due day must lie after the start");
  }
}

/** Sum of the interest of a schedule, in fen. */
export function totalInterestOf(rows: readonly ScheduleRow[]): bigint {
  return sumOf(rows.map((entry) => entry.interest));
}
