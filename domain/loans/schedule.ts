import type { RepaymentKind } from "@/domain/products/schema";
import { addDays, addMonthsToDay, type Day, monthOf } from "@/domain/shared/calendar";
import { divideRounded, type RoundingMode, sumOf } from "@/domain/shared/money";
import type { ScheduleConvention } from "./convention";
import { fitsWords, interestInWords, interestOf } from "./interest";
import { levelPayment, toMultiple } from "./level-payment";
import { joined, monthlyPeriods, type Period } from "./day-count";

/** What a schedule follows from. Principal in fen, rate in basis points a year, term in whole months. */
export type LoanTerms = ScheduleConvention & {
  principal: bigint;
  months: number;
  rate: number;
  repaymentKind: RepaymentKind;
  startOn: Day;
  /** The first due day if neither a month after the start nor the due day's: an odd first period. */
  firstDueOn?: Day | undefined;
  /** Where instalments are not rounded up to their multiple. */
  instalmentRounding?: RoundingMode | undefined;
  /**
   * A given instalment in fen (of `equal_principal`, its principal): the loan ends when it is paid,
   * at the latest after `months`, with all that is left.
   */
  level?: bigint | undefined;
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

/** With a due day of the month, the first instalment falls on the first one at least this many days after the start. */
export const shortestFirstPeriod = 15;

/**
 * The repayment schedule, exact to the fen: principal sums to the loan and the last instalment
 * absorbs the rounding. Instalments rounded up can end a loan early.
 *
 * - `equal_instalments` 等额本息: level payment P / Σ Πⱼ≤ₖ 1/(1+iⱼ), the annuity formula for periods
 *   of any length; interest on the balance. Never less than a period's interest, however long it is.
 * - `equal_principal` 等额本金: P/n a period; interest on the balance.
 * - `interest_first` 先息后本 and `revolving` 随借随还 (quoted as fully drawn): interest monthly,
 *   principal with the last.
 * - `bullet` 到期一次还本付息: all at the end of the whole term, simple interest; no due day of the month.
 * - `flat` 等本等息: principal and interest on the *original* principal, both in equal parts.
 *
 * Throws RangeError for a principal, term, rate, grace or due day out of range, or a first due day
 * not after the start.
 */
export function scheduleOf(terms: LoanTerms): TimedRow[] {
  check(terms);
  return scheduleOver(terms, periodsOf(terms));
}

/** The monthly periods a loan's interest is counted over; one in which none is charged has no length that counts. */
export function periodsOf(terms: LoanTerms): Period[] {
  const { startOn, months, dayCount = "30/360", grace, firstDueOn } = terms;
  const free = grace?.interestFreeMonths ?? 0;
  const ofDueDay = firstDueOn ? undefined : firstDueDay(terms);
  const anchor = ofDueDay === undefined ? undefined : terms.dueDay;
  const periods = monthlyPeriods(startOn, months, dayCount, firstDueOn ?? ofDueDay, anchor);
  return free === 0
    ? periods
    : periods.map((period, index) => (index < free ? { ...period, numerator: 0n } : period));
}

/** The first due day that a due day of the month gives; none where instalments follow the start. */
function firstDueDay({ startOn, dueDay, repaymentKind }: LoanTerms): Day | undefined {
  if (dueDay === undefined || repaymentKind === "bullet") return undefined;
  const earliest = addDays(startOn, shortestFirstPeriod);
  const thatMonth = `${monthOf(earliest)}-${String(dueDay).padStart(2, "0")}`;
  return thatMonth >= earliest ? thatMonth : addMonthsToDay(thatMonth, 1);
}

/** The schedule over given periods: `scheduleOf` without its checks. */
export function scheduleOver(terms: LoanTerms, periods: readonly Period[]): TimedRow[] {
  const wait = waitOf(terms);
  const level = terms.level ?? levelOf(terms, periods);
  switch (terms.repaymentKind) {
    case "equal_instalments":
      return declining(terms, periods, wait, { part: "payment", amount: level });
    case "equal_principal":
      return declining(terms, periods, wait, { part: "principal", amount: level });
    case "interest_first":
    case "revolving":
      return declining(terms, periods, 0, nothing);
    case "bullet":
      return declining({ ...terms, grace: undefined }, joined(periods), 0, nothing);
    case "flat":
      return flat(terms, periods, wait);
  }
}

/** The months in which no principal is paid. */
const waitOf = ({ grace }: LoanTerms) =>
  Math.max(grace?.principalMonths ?? 0, grace?.interestMonths ?? 0);

/** What stays level: the payment, of equal principal its share; zero where neither does. */
export function levelOf(terms: LoanTerms, periods: readonly Period[]): bigint {
  const wait = waitOf(terms);
  switch (terms.repaymentKind) {
    case "equal_instalments":
      return levelPayment(terms, wait === 0 ? periods : periods.slice(wait));
    case "equal_principal":
      return toMultiple(terms, terms.principal, BigInt(periods.length - wait));
    default:
      return 0n;
  }
}

/** What of each instalment is fixed: all of it, or its principal. */
type Fixed = { part: "payment" | "principal"; amount: bigint };

const nothing: Fixed = { part: "principal", amount: 0n };

/** Interest on what is owed; after `wait` periods a fixed payment or a fixed share of principal. */
function declining(
  terms: LoanTerms,
  periods: readonly Period[],
  wait: number,
  fixed: Fixed,
): TimedRow[] {
  const { rounding, grace } = terms;
  const deferred = grace?.interestMonths ?? 0;
  const rate = BigInt(terms.rate);
  const isNarrow = fitsWords(terms.principal, rate, periods);
  const isPayment = fixed.part === "payment";
  const last = periods.length - 1;
  const rows: TimedRow[] = [];
  let balance = terms.principal;
  let accrued = 0n;
  let index = 0;
  for (const period of periods) {
    if (balance === 0n) break;
    const charged = isNarrow
      ? interestInWords(rate, balance, period, rounding)
      : interestOf(terms, balance, period);
    let interest = charged;
    if (index <= deferred) {
      accrued += charged;
      interest = index < deferred ? 0n : accrued;
    }
    const wanted = isPayment ? fixed.amount - charged : fixed.amount;
    const principal = index === last ? balance : index < wait ? 0n : clamp(wanted, balance);
    balance -= principal;
    const isLevel = isPayment && principal === wanted && interest === charged;
    const payment = isLevel ? fixed.amount : principal + interest;
    index += 1;
    rows.push(row(index, period, principal, interest, payment, balance));
  }
  return rows;
}

function flat(terms: LoanTerms, periods: readonly Period[], wait: number): TimedRow[] {
  const { interestMonths: deferred = 0, interestFreeMonths: free = 0 } = terms.grace ?? {};
  const count = BigInt(periods.length);
  const repaying = count - BigInt(wait);
  const charging = count - BigInt(free);
  const [whole] = joined(periods);
  const totalInterest = whole ? interestOf(terms, terms.principal, whole) : 0n;
  const interest = divideRounded(totalInterest, charging, terms.rounding);
  const payment = toMultiple(
    terms,
    terms.principal * charging + totalInterest * repaying,
    repaying * charging,
  );
  const share = payment - interest;
  const last = periods.length - 1;
  const rows: TimedRow[] = [];
  let balance = terms.principal;
  let interestLeft = totalInterest;
  let accrued = 0n;
  let index = 0;
  for (const period of periods) {
    const isLast = index === last;
    const charged = isLast ? interestLeft : index < free ? 0n : clamp(interest, interestLeft);
    interestLeft -= charged;
    let due = charged;
    if (index <= deferred) {
      accrued += charged;
      due = index < deferred ? 0n : accrued;
    }
    const principal = isLast ? balance : index < wait ? 0n : clamp(share, balance);
    balance -= principal;
    const isLevel = principal === share && due === interest;
    index += 1;
    rows.push(row(index, period, principal, due, isLevel ? payment : principal + due, balance));
  }
  return rows;
}

function clamp(amount: bigint, most: bigint): bigint {
  if (amount < 0n) return 0n;
  return amount > most ? most : amount;
}

function row(
  number: number,
  { at, dueOn, days }: Period,
  principal: bigint,
  interest: bigint,
  payment: bigint,
  balance: bigint,
): TimedRow {
  return { number, at, dueOn, days, principal, interest, payment, balance };
}

function check(terms: LoanTerms): void {
  const { principal, months, rate, startOn, firstDueOn, dueDay, instalmentMultiple = 1 } = terms;
  if (principal <= 0n) throw new RangeError("principal must be positive");
  if (!isWhole(months, 1, 600)) throw new RangeError("term must be 1 to 600 whole months");
  if (!isWhole(rate, 0, 100_000)) throw new RangeError("rate must be 0 to 100000 basis points");
  if (firstDueOn !== undefined && firstDueOn <= startOn)
    throw new RangeError("first due day must lie after the start");
  if (dueDay !== undefined && !isWhole(dueDay, 1, 28))
    throw new RangeError("due day must be 1 to 28");
  if (!isWhole(instalmentMultiple, 1, Number.MAX_SAFE_INTEGER))
    throw new RangeError("instalment multiple must be a positive number of fen");
  for (const grace of Object.values(terms.grace ?? {}))
    if (grace !== undefined && !isWhole(grace, 0, months - 1))
      throw new RangeError("grace must be whole months shorter than the term");
}

const isWhole = (value: number, least: number, most: number) =>
  Number.isInteger(value) && value >= least && value <= most;

/** Sum of the interest of a schedule, in fen. */
export function totalInterestOf(rows: readonly ScheduleRow[]): bigint {
  return sumOf(rows.map((entry) => entry.interest));
}
