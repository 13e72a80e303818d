import type { RepaymentKind } from "@/domain/products/schema";
import type { RoundingMode } from "@/domain/shared/money";
import type { QuoteTerms } from "@/domain/loans/quote";

/**
 * The same loans reckoned again: slowly, in fractions of integers and on a calendar of its own, from
 * what the docstrings promise and not from how it is done.
 */
type Fraction = { top: bigint; bottom: bigint };
const fraction = (top: bigint, bottom = 1n): Fraction => ({ top, bottom });
const plus = (a: Fraction, b: Fraction) =>
  a.bottom === b.bottom
    ? fraction(a.top + b.top, a.bottom)
    : fraction(a.top * b.bottom + b.top * a.bottom, a.bottom * b.bottom);
const times = (a: Fraction, b: Fraction) => fraction(a.top * b.top, a.bottom * b.bottom);
const over = (a: Fraction, b: Fraction) => fraction(a.top * b.bottom, a.bottom * b.top);
const one = fraction(1n);

function rounded({ top, bottom }: Fraction, mode: RoundingMode): bigint {
  const down = top / bottom;
  const left = fraction(top - down * bottom, bottom);
  const half = left.top * 2n - left.bottom;
  const isUp = {
    up: left.top > 0n,
    down: false,
    half_up: half >= 0n,
    half_even: half > 0n || (half === 0n && down % 2n === 1n),
  }[mode];
  return isUp ? down + 1n : down;
}

const dayLength = 86_400_000;
const date = (day: string) => new Date(`${day}T00:00:00Z`);
const text = (at: Date) => at.toISOString().slice(0, 10);
const nextDay = (at: Date) => new Date(at.getTime() + dayLength);

/** `count` months on: the day itself, or the last of a month that has none such. */
function monthsOn(start: Date, count: number): Date {
  const first = new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + count, 1));
  let at = first;
  while (at.getUTCDate() < start.getUTCDate() && nextDay(at).getUTCMonth() === first.getUTCMonth())
    at = nextDay(at);
  return at;
}

/** The first day from one on that is this day of its month. */
const nextOn = (from: Date, dueDay: number): Date =>
  from.getUTCDate() === dueDay ? from : nextOn(nextDay(from), dueDay);

/** Days by months of 30. */
const serial = (day: Date) =>
  day.getUTCFullYear() * 360 + day.getUTCMonth() * 30 + Math.min(day.getUTCDate(), 30);

/** `at` in thirtieths of a month. */
type SlowPeriod = { at: bigint; dueOn: string; years: Fraction };

function slowPeriods(terms: QuoteTerms): SlowPeriod[] {
  const { dayCount = "30/360", grace, repaymentKind } = terms;
  const start = date(terms.startOn);
  const dueDay = repaymentKind === "bullet" ? undefined : terms.dueDay;
  const fifteen = new Date(start.getTime() + 15 * dayLength);
  const first = dueDay === undefined ? start : nextOn(fifteen, dueDay);
  let before = start;
  let at = 0n;
  return Array.from({ length: terms.months }, (_, index) => {
    const due = dueDay === undefined ? monthsOn(start, index + 1) : monthsOn(first, index);
    const days = Math.round((due.getTime() - before.getTime()) / dayLength);
    const isOdd = index === 0 && dueDay !== undefined && dueDay !== start.getUTCDate();
    const nominal = BigInt(isOdd ? serial(due) - serial(start) : 30);
    const years = {
      "30/360": fraction(nominal, 360n),
      "ACT/365": fraction(BigInt(days), 365n),
      "ACT/360": fraction(BigInt(days), 360n),
    }[dayCount];
    before = due;
    at += nominal;
    const isFree = index < (grace?.interestFreeMonths ?? 0);
    return { at, dueOn: text(due), years: isFree ? fraction(0n, years.bottom) : years };
  });
}

type SlowRow = { dueOn: string; principal: bigint; interest: bigint; fees: bigint };

/** What is owed over given periods; `level` where it is agreed already. */
type Owed = { principal: bigint; wait: number; deferred: number; level?: bigint };

const roundingOf = ({ rounding = "half_up" }: QuoteTerms) => rounding;
const rateOf = ({ rate }: QuoteTerms) => fraction(BigInt(rate), 10_000n);

function instalmentOf(terms: QuoteTerms, exact: Fraction): bigint {
  if (terms.instalmentMultiple === undefined) return rounded(exact, roundingOf(terms));
  const multiple = BigInt(terms.instalmentMultiple);
  return rounded(over(exact, fraction(multiple)), "up") * multiple;
}

/** The payment of equal instalments, the principal of equal principal; of others nothing is level. */
function slowLevel(
  terms: QuoteTerms,
  periods: readonly SlowPeriod[],
  { principal, wait }: Owed,
): bigint {
  const repaying = periods.slice(wait);
  if (terms.repaymentKind === "equal_principal")
    return instalmentOf(terms, fraction(principal, BigInt(repaying.length)));
  if (terms.repaymentKind !== "equal_instalments") return 0n;
  // From the end: what a fen in each period from here on is worth at the beginning of this one.
  let annuity = fraction(0n);
  for (const { years } of repaying.toReversed())
    annuity = over(plus(one, annuity), plus(one, times(rateOf(terms), years)));
  return instalmentOf(terms, over(fraction(principal), annuity));
}

function slowRows(terms: QuoteTerms, periods: readonly SlowPeriod[], owed: Owed): SlowRow[] {
  const { repaymentKind, grace } = terms;
  const { principal, wait, deferred, level = slowLevel(terms, periods, owed) } = owed;
  const [rate, rounding, last] = [rateOf(terms), roundingOf(terms), periods.length - 1];
  const free = grace?.interestFreeMonths ?? 0;
  const allYears = periods.map(({ years }) => years).reduce(plus);
  const flatInterest = rounded(times(times(fraction(principal), rate), allYears), rounding);
  const flatPart = fraction(flatInterest, BigInt(Math.max(1, terms.months - free)));
  const flatCharge = rounded(flatPart, rounding);
  const flatPayment = () =>
    instalmentOf(terms, plus(fraction(principal, BigInt(periods.length - wait)), flatPart));

  const rows: SlowRow[] = [];
  let [balance, waiting, flatLeft] = [principal, 0n, flatInterest];
  for (const [index, { dueOn, years }] of periods.entries()) {
    if (balance === 0n && repaymentKind !== "flat") break;
    let charged = rounded(times(times(fraction(balance), rate), years), rounding);
    if (repaymentKind === "flat") {
      const part = index < free ? 0n : flatCharge;
      charged = index === last || part > flatLeft ? flatLeft : part;
      flatLeft -= charged;
    }
    const wanted: Record<RepaymentKind, () => bigint> = {
      equal_instalments: () => level - charged,
      equal_principal: () => level,
      interest_first: () => 0n,
      revolving: () => 0n,
      bullet: () => 0n,
      flat: () => flatPayment() - flatCharge,
    };
    let paid = index === last ? balance : 0n;
    if (index >= wait && index !== last) paid = wanted[repaymentKind]();
    if (paid < 0n) paid = 0n;
    if (paid > balance) paid = balance;
    waiting += charged;
    const interest = index < deferred ? 0n : waiting;
    waiting -= interest;
    balance -= paid;
    rows.push({ dueOn, principal: paid, interest, fees: feesAt(terms, "per_period") });
  }
  rows.at(-1)!.fees += feesAt(terms, "at_end");
  return rows;
}

function feesAt({ fees = [], principal }: QuoteTerms, timing: string): bigint {
  const of = fees.filter((fee) => fee.timing === timing);
  const points = of.reduce((sum, { basisPoints = 0 }) => sum + basisPoints, 0);
  const fixed = of.reduce((sum, { amount = 0 }) => sum + amount, 0);
  return rounded(fraction(principal * BigInt(points), 10_000n), "half_up") + BigInt(fixed);
}

/** One period for a loan that pays at its end, and no grace but the months without interest. */
function asPaid(terms: QuoteTerms, periods: SlowPeriod[]): SlowPeriod[] {
  if (terms.repaymentKind !== "bullet") return periods;
  return [{ ...periods.at(-1)!, years: periods.map(({ years }) => years).reduce(plus) }];
}

function graceOf({ repaymentKind, grace }: QuoteTerms, passed: number) {
  if (repaymentKind === "bullet") return { wait: 0, deferred: 0 };
  const deferred = Math.max(0, (grace?.interestMonths ?? 0) - passed);
  return { wait: Math.max(0, (grace?.principalMonths ?? 0) - passed, deferred), deferred };
}

export function slowQuote(terms: QuoteTerms) {
  const periods = asPaid(terms, slowPeriods(terms));
  const rows = slowRows(terms, periods, { principal: terms.principal, ...graceOf(terms, 0) });
  return { rows, upfront: feesAt(terms, "upfront"), times: periods.map(({ at }) => at) };
}

/** Paying an amount early on a day, within the loan and not above what is owed. */
export function slowPrepaid(
  terms: QuoteTerms,
  { on, amount, effect }: { on: string; amount: bigint; effect: string },
) {
  const periods = slowPeriods(terms);
  const passed = periods.filter(({ dueOn }) => dueOn <= on).length;
  const current = periods[passed]!;
  const from = periods[passed - 1]?.dueOn ?? terms.startOn;
  const real = BigInt(Math.round((date(on).getTime() - date(from).getTime()) / dayLength));
  // The day of the month that the period begins on in name: where February has none, the next has it.
  const named = Math.max(Number(from.slice(8)), passed > 0 ? Number(current.dueOn.slice(8)) : 0);
  const nominal =
    BigInt((Number(on.slice(0, 4)) - Number(from.slice(0, 4))) * 360) +
    BigInt((Number(on.slice(5, 7)) - Number(from.slice(5, 7))) * 30) +
    BigInt(Math.min(Number(on.slice(8)), 30) - Math.min(named, 30));
  const { dayCount = "30/360" } = terms;
  const { bottom } = current.years;
  const days = dayCount === "30/360" && real > 0n ? nominal : real;
  const gone = fraction(days > current.years.top ? current.years.top : days, bottom);
  const left = fraction(current.years.top - gone.top, bottom);

  const agreed = slowQuote(terms).rows;
  const before = agreed.filter(({ dueOn }) => dueOn <= on);
  const balance = terms.principal - before.reduce((sum, { principal }) => sum + principal, 0n);
  const charge = (years: Fraction) =>
    rounded(times(times(fraction(balance), rateOf(terms)), years), roundingOf(terms));
  const whole = periods.slice(0, passed).map(({ years }) => years);
  const { wait, deferred } = graceOf(terms, 0);
  const isWaiting = passed <= deferred && terms.repaymentKind !== "bullet";
  const interestToDay =
    terms.repaymentKind === "bullet"
      ? charge([...whole, gone].reduce(plus))
      : (isWaiting ? [...whole, gone] : [gone]).map(charge).reduce((a, b) => a + b);
  const level =
    effect === "shorter_term" && terms.repaymentKind !== "bullet"
      ? { level: slowLevel(terms, periods, { principal: terms.principal, wait, deferred }) }
      : {};
  const rest = [{ ...current, years: left }, ...periods.slice(passed + 1)];
  const principal = balance - amount;
  const owed = { principal, ...graceOf(terms, passed), ...level };
  return {
    interestToDay,
    rows: principal === 0n ? [] : slowRows(terms, asPaid(terms, rest), owed),
  };
}

/** Eighty decimals; times lie on thirtieths of a month, so that a power of this root is every one. */
export const scale = 10n ** 80n;
const rootsOfYear = 360n;

function power(base: bigint, exponent: bigint): bigint {
  let [result, square] = [scale, base];
  for (let left = exponent; left > 0n; left >>= 1n) {
    if (left & 1n) result = (result * square) / scale;
    square = (square * square) / scale;
  }
  return result;
}

/** What the flows are worth at an annual rate given in parts of `unit`. */
export function worth(
  flows: readonly { at: bigint; amount: bigint }[],
  annual: bigint,
  unit: bigint,
): bigint {
  const year = scale + (annual * scale) / unit;
  let root =
    scale +
    (BigInt(Math.round(Math.log1p(Number(annual) / Number(unit)) * 1e12)) * 10n ** 68n) / 360n;
  for (let step = 0; step < 7; step += 1) {
    const grown = power(root, rootsOfYear);
    root -= (root * (grown - year)) / (grown * rootsOfYear);
  }
  return flows.reduce(
    (sum, { at, amount }) => sum + (amount * scale * scale) / power(root, at),
    0n,
  );
}
