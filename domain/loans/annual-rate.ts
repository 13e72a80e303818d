import { type Day, daysBetween } from "@/domain/shared/calendar";

/** A cash flow at a time in periods (months) from the first; sign by direction. */
export type CashFlow = { at: number; amount: number };

/**
 * `rate` is a decimal fraction with six places (`"0.043512"` = 4.3512 %). `none`: no rate above
 * −100 % makes the flows balance. `ambiguous`: more than one does, so that none of them is *the* rate.
 */
export type AnnualRate = { kind: "rate"; rate: string } | { kind: "none" } | { kind: "ambiguous" };

const mostSteps = 200;
/** Where a loan's root usually lies: a monthly rate around half a percent. */
const usual = 0.995;

/**
 * Annual rate = (1 + periodic IRR)^periods − 1 over all cash flows, as the People's Bank of China
 * asks for in announcement 2021 No. 3. Declared, never guessed, where there is no single root.
 */
export function annualRate(flows: readonly CashFlow[], periodsPerYear = 12): AnnualRate {
  const rates = periodicRates(flows);
  const [periodic] = rates;
  if (periodic === undefined) return { kind: "none" };
  if (rates.length > 1) return { kind: "ambiguous" };
  const rate = (1 + periodic) ** periodsPerYear - 1;
  if (!Number.isFinite(rate)) return { kind: "none" };
  const text = rate.toFixed(6);
  // What free money rounds to has no sign.
  return { kind: "rate", rate: text === "-0.000000" ? "0.000000" : text };
}

/** A cash flow on a day; sign by direction. */
export type DatedFlow = { on: Day; amount: number };

/**
 * XIRR: the annual rate r at which Σ amount / (1 + r)^(days / 365) is nothing, days counted from the
 * first flow whatever their order. Declared as in `annualRate` where there is none or several.
 */
export function datedRate(flows: readonly DatedFlow[]): AnnualRate {
  const first = flows.reduce<Day | null>((day, { on }) => (day && day < on ? day : on), null);
  if (first === null) return { kind: "none" };
  return annualRate(
    flows.map(({ on, amount }) => ({ at: daysBetween(first, on) / 365, amount })),
    1,
  );
}

/**
 * Every periodic rate above −100 % at which the flows' present values cancel, ascending.
 *
 * Present value is a polynomial in x = 1/(1+r), x > 0, with real exponents. Descartes: with one
 * change of sign among the ordered flows there is exactly one root. With s > 1, choose a pivot k
 * between two flows of opposite sign: x^(k+1) · d/dx(x^−k · p) has s − 1 changes, and between two
 * of its roots x^−k · p is monotone (Rolle, Laguerre 1883), so all roots are found one by one.
 */
export function periodicRates(flows: readonly CashFlow[]): number[] {
  const terms = ordered(flows);
  return positiveRoots(terms)
    .map((x) => 1 / x - 1)
    .toSorted((a, b) => a - b);
}

/** Flows by time, those of one moment added up, from time zero on, nothing that is zero. */
function ordered(flows: readonly CashFlow[]): CashFlow[] {
  const terms: CashFlow[] = [];
  let [start, now, sum] = [0, -Infinity, 0];
  for (const { at, amount } of isOrdered(flows) ? flows : flows.toSorted((a, b) => a.at - b.at)) {
    if (at !== now) close();
    now = at;
    sum += amount;
  }
  close();
  return terms;

  function close(): void {
    if (sum === 0) return;
    if (terms.length === 0) start = now;
    terms.push({ at: now - start, amount: sum });
    sum = 0;
  }
}

function isOrdered(flows: readonly CashFlow[]): boolean {
  let last = -Infinity;
  for (const { at } of flows) {
    if (at < last) return false;
    last = at;
  }
  return true;
}

function positiveRoots(terms: readonly CashFlow[]): number[] {
  const change = terms.findIndex(
    (term, index) => index > 0 && term.amount * (terms[index - 1]?.amount ?? 0) < 0,
  );
  const [first, last] = [terms[0], terms.at(-1)];
  if (change === -1 || !first || !last) return [];
  const hasOneChange = terms.every(
    (term, index) => term.amount * last.amount > 0 === index >= change,
  );
  if (hasOneChange) return [rootBetween(terms, 0, Infinity, Math.sign(first.amount))];

  const pivot = ((terms[change - 1]?.at ?? 0) + (terms[change]?.at ?? 0)) / 2;
  const turning = positiveRoots(
    terms.map(({ at, amount }) => ({ at, amount: amount * (at - pivot) })),
  ).toSorted((a, b) => a - b);
  const bounds = [0, ...turning, Infinity];
  const signs = [
    Math.sign(first.amount),
    ...turning.map((x) => signAt(terms, x)),
    Math.sign(last.amount),
  ];
  return bounds.slice(1).flatMap((to, index) => {
    const from = bounds[index] ?? 0;
    const [low = 0, high = 0] = signs.slice(index, index + 2);
    // A turning point on the axis is a double root, counted from both sides: hence ambiguous.
    if (low * high === 0) return [high === 0 ? to : from];
    return low !== high ? [rootBetween(terms, from, to, low)] : [];
  });
}

/** Newton's steps kept inside a bracket by bisection: the one root above which `lowSign` is left. */
function rootBetween(
  terms: readonly CashFlow[],
  from: number,
  to: number,
  lowSign: number,
): number {
  let low = from;
  let high = to;
  if (high === Infinity) {
    high = Math.max(1, low * 2);
    for (let step = 0; step < mostSteps && valueAt(terms, high).value * lowSign > 0; step += 1) {
      low = high;
      high *= 2;
    }
  }
  let x = low < usual && high > usual ? usual : (low + high) / 2;
  for (let step = 0; step < mostSteps; step += 1) {
    const { value, slope } = valueAt(terms, x);
    if (value === 0) return x;
    if (value * lowSign > 0) low = x;
    else high = x;
    const newton = x - value / slope;
    // Nearer than that, the value is rounding noise and so is the bracket it would move.
    if (Math.abs(newton - x) <= 1e-13 * x) return newton;
    x = newton > low && newton < high ? newton : (low + high) / 2;
    if (high - low <= 1e-15 * x) return x;
  }
  return x;
}

/** Sign of the present value, zero where it cannot be told from rounding. */
function signAt(terms: readonly CashFlow[], x: number): number {
  const { value } = valueAt(terms, x);
  const { value: size } = valueAt(
    terms.map(({ at, amount }) => ({ at, amount: Math.abs(amount) })),
    x,
  );
  return Math.abs(value) <= size * 1e-13 ? 0 : Math.sign(value);
}

/**
 * Horner's scheme over gaps. Above 1 the value is divided by the highest power, which keeps its sign
 * and its roots and cannot overflow.
 */
function valueAt(terms: readonly CashFlow[], x: number): { value: number; slope: number } {
  return x <= 1 ? horner(terms, x) : divided(terms, x);
}

function horner(terms: readonly CashFlow[], x: number): { value: number; slope: number } {
  let value = 0;
  let slope = 0;
  let later = terms.at(-1)?.at ?? 0;
  for (let index = terms.length - 1; index >= 0; index -= 1) {
    const term = terms[index];
    if (!term) break;
    const gap = later - term.at;
    if (gap === 1) {
      slope = slope * x + value;
      value = value * x + term.amount;
    } else {
      const power = x ** gap;
      slope = slope * power + value * gap * (gap === 0 ? 0 : x ** (gap - 1));
      value = value * power + term.amount;
    }
    later = term.at;
  }
  return { value, slope };
}

function divided(terms: readonly CashFlow[], x: number): { value: number; slope: number } {
  const degree = terms.at(-1)?.at ?? 0;
  const reversed = terms.map(({ at, amount }) => ({ at: degree - at, amount })).toReversed();
  const { value, slope } = horner(reversed, 1 / x);
  return { value, slope: -slope / (x * x) };
}
