import type { Granularity, ItemCode } from "@/domain/sources/catalogue";

/** What of a consent can become more or less from one text to the next. */
export type ComparedConsent = {
  items: readonly {
    item: ItemCode;
    granularity: Granularity;
    from: string;
    to: string;
    isDropped: boolean;
  }[];
  validTo: Date;
  maxReads: number;
  readsPerUnit: "day" | "week" | "month" | null;
  readsPerCount: number | null;
  maxFetches: number;
  dataLifeDays: number;
};

export type Change = "widened" | "narrowed" | "same";
type Period = { from: string; to: string };

export type ConsentDifference =
  | {
      about: "item";
      item: ItemCode;
      granularity: Granularity;
      change: Change;
      /** Null: not covered. */
      before: Period | null;
      after: Period | null;
    }
  | { about: "validity"; change: Change; before: Date; after: Date }
  | {
      about: "reads" | "fetches" | "dataLife";
      change: Change;
      before: number;
      after: number;
    }
  | {
      about: "readsPer";
      change: Change;
      before: Rate | null;
      after: Rate | null;
    };
type Rate = { unit: "day" | "week" | "month"; count: number };

const daysIn = { day: 1, week: 7, month: 31 } as const;

/**
 * Every point in which a text gives another than the one before it, items first, and those that stay
 * as they are said to be the same: a reader sees what was weighed. A period that begins earlier but
 * ends earlier too gives something new, and counts as widened.
 */
export function diffConsents(
  before: ComparedConsent,
  after: ComparedConsent,
): readonly ConsentDifference[] {
  return [
    ...diffItems(before, after),
    {
      about: "validity",
      change: weigh(before.validTo.getTime(), after.validTo.getTime()),
      before: before.validTo,
      after: after.validTo,
    },
    numberOf("reads", before.maxReads, after.maxReads),
    diffRates(rateOf(before), rateOf(after)),
    numberOf("fetches", before.maxFetches, after.maxFetches),
    numberOf("dataLife", before.dataLifeDays, after.dataLifeDays),
  ];
}

/** Whether a text gives anything that the one before it did not. */
export function isWidened(differences: readonly ConsentDifference[]): boolean {
  return differences.some(({ change }) => change === "widened");
}

function diffItems(before: ComparedConsent, after: ComparedConsent): ConsentDifference[] {
  const old = coveredBy(before);
  const young = coveredBy(after);
  const scopes = new Set([...old.keys(), ...young.keys()]);
  return [...scopes].map((scope) => {
    const [from, to] = [old.get(scope), young.get(scope)];
    const [item, granularity] = scope.split(":") as [ItemCode, Granularity];
    return {
      about: "item",
      item,
      granularity,
      change: weighPeriods(from, to),
      before: from ?? null,
      after: to ?? null,
    };
  });
}

function coveredBy({ items }: ComparedConsent): ReadonlyMap<string, Period> {
  return new Map(
    items
      .filter(({ isDropped }) => !isDropped)
      .map(({ item, granularity, from, to }) => [`${item}:${granularity}`, { from, to }]),
  );
}

function weighPeriods(before: Period | undefined, after: Period | undefined): Change {
  if (!after) return "narrowed";
  if (!before || after.from < before.from || after.to > before.to) return "widened";
  return after.from > before.from || after.to < before.to ? "narrowed" : "same";
}

function weigh(before: number, after: number): Change {
  if (after === before) return "same";
  return after > before ? "widened" : "narrowed";
}

function numberOf(
  about: "reads" | "fetches" | "dataLife",
  before: number,
  after: number,
): ConsentDifference {
  return { about, change: weigh(before, after), before, after };
}

function rateOf({ readsPerUnit, readsPerCount }: ComparedConsent): Rate | null {
  return readsPerUnit !== null && readsPerCount !== null
    ? { unit: readsPerUnit, count: readsPerCount }
    : null;
}

/** No rate is no limit. Of different units the one that lets more through in a day gives more. */
function diffRates(before: Rate | null, after: Rate | null): ConsentDifference {
  const perDay = (rate: Rate | null) => (rate ? rate.count / daysIn[rate.unit] : Infinity);
  const isSame = before?.unit === after?.unit && before?.count === after?.count;
  const weighed = weigh(perDay(before), perDay(after));
  // A larger unit lets its reads come all at once.
  const change = isSame ? "same" : weighed === "same" ? "widened" : weighed;
  return { about: "readsPer", change, before, after };
}
