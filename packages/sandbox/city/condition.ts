import { monthOfDay, monthOfYear, springFestivalShare, type MonthIndex } from "./calendar";
import type { City } from "./city";
import type { Enterprise } from "./enterprise";
import { Draws, hash, streams } from "./random";

/** How a firm really fares, month by month; no agency shows it, every record follows from it. */
export type Condition = {
  /** First month in the arrays; the last one is the city's month. */
  from: MonthIndex;
  /** Latent health, about standard normal: what hazards of failure depend on. */
  health: Float64Array;
  /** Production relative to a usual month: what meters see at once. */
  activity: Float64Array;
  /** Sales in yuan: what is declared, two to four months behind production in a decline. */
  sales: Float64Array;
  /** 0 untroubled … 1 cannot pay: what delays payments, after sales have fallen. */
  stress: Float64Array;
  /** Employees in work. */
  headcount: Float64Array;
  failures: Failure[];
};

type Failure = {
  onset: MonthIndex;
  /** The month the firm began to recover, or null while it has not. */
  recovered: MonthIndex | null;
  /** The month it gave up, or null. */
  closed: MonthIndex | null;
};

const epoch = 2021 * 12;

/** Months by which sales follow production in a decline. */
function salesLag(city: City, enterprise: Enterprise): number {
  return 2 + (hash(city.seed, enterprise.index, streams.condition, 7) % 3);
}

/**
 * Plays a firm's life from 2021 (or its foundation) to the city's month.
 *
 * Health is 0.65 × quality plus an AR(1) with rare shocks. A slow failure starts with a monthly hazard of
 * 0.3 % × exp(−1.5 × health): production falls by a tenth a month, sales follow two to four months later, late
 * payments a month after sales. About 60 % recover; the others close after one and a half to three years.
 * A constant number of draws per month keeps the past equal when a later month is asked for.
 */
export function conditionOf(city: City, enterprise: Enterprise): Condition {
  const founded = monthOfDay(enterprise.establishedOn);
  const from = Math.max(epoch, founded);
  const months = Math.max(0, city.month - from + 1);
  const result: Condition = {
    from,
    health: new Float64Array(months),
    activity: new Float64Array(months),
    sales: new Float64Array(months),
    stress: new Float64Array(months),
    headcount: new Float64Array(months),
    failures: [],
  };
  const decline = new Float64Array(months);
  const lag = salesLag(city, enterprise);
  const { quality, trade } = enterprise;
  const draws = new Draws(hash(city.seed, enterprise.index, streams.condition));
  const noise = enterprise.isSoleTrader ? 0.16 : 0.08;
  const drift = 0.03 + 0.045 * quality + 0.05 * draws.normal();
  const hires = enterprise.employees ** 0.9 / enterprise.employees;
  let swing = 0.45 * draws.normal();
  let trend = -drift * 2;
  let staff = 0;
  let failure: Failure | null = null;
  let isLasting = false;

  for (let i = 0; i < months; i += 1) {
    const month = from + i;
    const [a, b, c, fate, shock] = [
      draws.normal(),
      draws.normal(),
      draws.normal(),
      draws.next(),
      draws.next(),
    ];
    swing = 0.93 * swing + 0.17 * a - (shock < 0.004 ? 1.2 : 0);
    const health = 0.65 * quality + swing;
    result.health[i] = health;
    trend += (drift + 0.06 * Math.tanh(health)) / 12;

    const before = decline[i - 1] ?? 0;
    if (failure === null) {
      decline[i] = Math.min(0, before + 0.1);
      if (i > 5 && fate < 0.003 * Math.exp(-1.5 * health)) {
        failure = { onset: month, recovered: null, closed: null };
        isLasting = shock > 0.6;
        result.failures.push(failure);
      }
    } else {
      const age = month - failure.onset;
      decline[i] = failure.closed === null ? Math.max(-1.6, before - 0.11) : -6;
      if (isLasting && failure.closed === null && age >= 18 && fate < 0.07) failure.closed = month;
      if (!isLasting && age >= 8 && fate < 0.15) {
        failure.recovered = month;
        failure = null;
      }
    }

    const salesDecline = decline[i - lag] ?? 0;
    const paymentDecline = decline[i - lag - 1] ?? 0;
    const festival = 1 - trade.festival * springFestivalShare(month);
    const season = (trade.season[monthOfYear(month) - 1] ?? 1) * festival;
    const age = month - founded;
    const start = Math.min(1, 0.35 + age / 18);
    const usual = Math.exp(trend) * start;
    result.activity[i] = usual * season * Math.exp((decline[i] ?? 0) + 0.05 * b);
    result.sales[i] = enterprise.monthlySales * usual * season * Math.exp(salesDecline + noise * c);
    const weight = Math.exp(0.5 * (trend + paymentDecline)) * Math.min(1, 0.6 + age / 24);
    staff = i === 0 ? weight : 0.8 * staff + 0.2 * weight;
    result.headcount[i] = Math.max(
      1,
      Math.round(enterprise.employees * (1 - hires + hires * staff)),
    );
    result.stress[i] = Math.min(
      1,
      Math.max(0, -paymentDecline / 0.75) + 0.1 * Math.max(0, -health - 0.9),
    );
  }
  return result;
}

/** One month's latent values, or null before the firm began or after the city's month. */
export function monthOf(condition: Condition, month: MonthIndex) {
  const i = month - condition.from;
  const sales = condition.sales[i];
  const activity = condition.activity[i];
  const stress = condition.stress[i];
  const headcount = condition.headcount[i];
  const health = condition.health[i];
  if (
    sales === undefined ||
    activity === undefined ||
    stress === undefined ||
    headcount === undefined ||
    health === undefined
  )
    return null;
  return { sales, activity, stress, headcount, health };
}

/** The month the firm closed for good, or null. */
export function closedIn(condition: Condition): MonthIndex | null {
  return condition.failures.at(-1)?.closed ?? null;
}
