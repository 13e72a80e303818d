import { addMonthsToDay, type Day, daysBetween } from "@/domain/shared/calendar";
import { Invalid } from "@/domain/shared/errors";
import { divideRounded, sumOf } from "@/domain/shared/money";
import { days30, joined, type Period } from "./day-count";
import { interestOf } from "./interest";
import { feesAt, quote, type QuoteRow, type QuoteTerms, withFees } from "./quote";
import { levelOf, periodsOf, scheduleOver, totalInterestOf } from "./schedule";

export const prepaymentEffects = ["shorter_term", "lower_instalment"] as const;
/** What paying early changes: instalments stay and end sooner, or as many stay and each is lower. */
type PrepaymentEffect = (typeof prepaymentEffects)[number];

export type Prepayment = {
  on: Day;
  /** Principal paid early, in fen; interest to the day comes on top. */
  amount: bigint;
  effect: PrepaymentEffect;
  /** What the bank charges for it, in basis points of what is paid early; by the loan's own terms unless said. */
  feeBasisPoints?: number;
};

/** What changes. Amounts in fen. */
export type Prepaid = {
  /** Principal owed on the day, after an instalment that falls on it. */
  balanceBefore: bigint;
  balanceAfter: bigint;
  /** Interest since it was last paid, up to the day. */
  interestToDay: bigint;
  fee: bigint;
  /** Everything that leaves the account that day because of it. */
  paidThatDay: bigint;
  /** The instalments after it; none once all is paid. */
  rows: QuoteRow[];
  /** The instalments after it as they were agreed. */
  before: QuoteRow[];
  interestSaved: bigint;
  feesSaved: bigint;
  /** Both, less the fee; negative where paying early costs more than it saves. */
  netSaved: bigint;
};

/**
 * What paying some principal early comes to, for a loan that is repaid as agreed until then. An
 * instalment due that day is paid first. Interest is paid to the day on the whole balance; the rest of
 * the period bears interest on the new balance only. Months of grace run on. Where principal is due
 * at the end, both effects are one. Fees of the end fall due with the last payment, this one if it is.
 *
 * Refuses loans that may not be paid early, flat loans (their interest follows the original principal: what early payment saves is the
 * contract's to say), days outside the loan, and amounts that are not positive or above the balance.
 */
export function prepay(terms: QuoteTerms, prepayment: Prepayment): Prepaid {
  const { on, amount, effect, feeBasisPoints = prepaymentFee(terms, on) } = prepayment;
  if (terms.prepayment?.isAllowed === false) throw new Invalid("prepayment_not_allowed", "amount");
  if (terms.repaymentKind === "flat") throw new Invalid("prepayment_of_flat_loan", "amount");
  const agreed = quote(terms).rows;
  const before = agreed.filter(({ dueOn }) => dueOn > on);
  if (on < terms.startOn || before.length === 0)
    throw new Invalid("prepayment_day_outside_loan", "on");
  const balanceBefore = agreed[agreed.length - before.length - 1]?.balance ?? terms.principal;
  if (amount <= 0n) throw new Invalid("amount_not_positive", "amount");
  if (amount > balanceBefore) throw new Invalid("prepayment_exceeds_balance", "amount");

  const { passed, elapsed, rest } = split(terms, on);
  const interestToDay = unpaidInterest(terms, balanceBefore, passed, elapsed);
  const left = { ...terms, principal: balanceBefore - amount, grace: graceLeft(terms, passed) };
  const level = effect === "shorter_term" ? { level: levelOf(terms, periodsOf(terms)) } : {};
  const schedule = left.principal === 0n ? [] : scheduleOver({ ...left, ...level }, rest);
  const rows = withFees(terms, schedule).map((row) => ({
    ...row,
    number: row.number + agreed.length - before.length,
  }));
  const endFees = rows.length === 0 ? feesAt("at_end", terms) : 0n;
  const fee = divideRounded(amount * BigInt(feeBasisPoints), 10_000n);
  const interestSaved = totalInterestOf(before) - totalInterestOf(rows) - interestToDay;
  const feesSaved = feesOf(before) - feesOf(rows) - endFees;
  return {
    balanceBefore,
    balanceAfter: left.principal,
    interestToDay,
    fee,
    paidThatDay: amount + interestToDay + fee + endFees,
    rows,
    before,
    interestSaved,
    feesSaved,
    netSaved: interestSaved + feesSaved - fee,
  };
}

/** What a loan's terms charge for paying early on a day, in basis points of what is paid early. */
export function prepaymentFee({ startOn, prepayment }: QuoteTerms, on: Day): number {
  const { feeBasisPoints = 0, freeAfterMonths } = prepayment ?? {};
  const isFree = freeAfterMonths !== undefined && on >= addMonthsToDay(startOn, freeAfterMonths);
  return isFree ? 0 : feeBasisPoints;
}

/** The periods before the day, the part of its own before it, and what comes after. */
function split(terms: QuoteTerms, on: Day) {
  const periods = periodsOf(terms);
  const passed = periods.filter(({ dueOn }) => dueOn <= on);
  const [current, ...later] = periods.slice(passed.length);
  if (!current) throw new Invalid("prepayment_day_outside_loan", "on");
  const last = passed.at(-1)?.dueOn;
  const from = last ?? terms.startOn;
  const days = daysBetween(from, on);
  // The last of February may stand for a 31st: the month that begins there has 30 days like others.
  const beginning = Math.max(dayOf(from), last ? dayOf(current.dueOn) : 0);
  const is30 = (terms.dayCount ?? "30/360") === "30/360";
  const counted = BigInt(is30 ? Math.max(0, days30(from, on, beginning)) : days);
  const numerator = counted > current.numerator ? current.numerator : counted;
  return {
    passed,
    elapsed: { ...current, days, numerator },
    rest: [
      { ...current, days: current.days - days, numerator: current.numerator - numerator },
      ...later,
    ],
  };
}

const dayOf = (day: Day) => Number(day.slice(8));

/** What has run up since interest was last paid: of a loan paid at its end, since the start. */
function unpaidInterest(
  terms: QuoteTerms,
  balance: bigint,
  passed: readonly Period[],
  elapsed: Period,
): bigint {
  if (terms.repaymentKind === "bullet")
    return sumOf(joined([...passed, elapsed]).map((whole) => interestOf(terms, balance, whole)));
  // No principal is paid while interest waits, so the balance was the same all the time.
  const isWaiting = passed.length <= (terms.grace?.interestMonths ?? 0);
  const waiting = isWaiting ? [...passed, elapsed] : [elapsed];
  return sumOf(waiting.map((period) => interestOf(terms, balance, period)));
}

/** Interest-free months are in the periods themselves. */
function graceLeft({ grace }: QuoteTerms, { length }: readonly Period[]) {
  return {
    principalMonths: Math.max(0, (grace?.principalMonths ?? 0) - length),
    interestMonths: Math.max(0, (grace?.interestMonths ?? 0) - length),
  };
}

const feesOf = (rows: readonly QuoteRow[]) => sumOf(rows.map(({ fees }) => fees));
