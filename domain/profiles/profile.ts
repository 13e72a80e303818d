import type { Month } from "@/domain/shared/calendar";
import { groupBy } from "@/domain/shared/group-by";
import type { RegisteredQuestion } from "@/domain/predicates/schema";
import type { Granularity, ItemCode, Scope } from "@/domain/sources/catalogue";
import { granularities as finestFirst, itemCodes } from "@/domain/sources/catalogue";
import type { BandValue } from "./bands";
import {
  AnswersContent,
  BandsContent,
  decodeIndicator,
  type FactRow,
  IndicatorsContent,
  InvoicesContent,
  type MonthlyItem,
  monthlyViews,
} from "./facts";
import { facts, type IndicatorCode, type IndicatorValue } from "./indicators";
import { type MonthlyColumn, monthlyColumns, type MonthlyRow, monthlyRowOf } from "./monthly-rows";
import type { Invoice, PredicateAnswer } from "./standard";

/** What a recipient sees of one item: only what its scopes allow, the rest stays empty. */
type ProfileSection = {
  item: ItemCode;
  granularities: Granularity[];
  /** Latest month anything in here is about; null if there is nothing (withheld looks the same). */
  asOf: Month | null;
  columns: readonly MonthlyColumn[];
  /** Latest month first. */
  rows: MonthlyRow[];
  /** Months of the rows that are disputed at the agency. */
  disputedMonths: Month[];
  indicators: IndicatorValue[];
  bands: BandValue[];
  answers: PredicateAnswer[];
  /** What is asked where the source computes; one without an answer is unknown, withheld or not. */
  questions: Omit<RegisteredQuestion, "item">[];
  invoices: Invoice[];
};

/** Everything a recipient sees under a set of scopes. */
export type Profile = { sections: ProfileSection[] };

/**
 * Assembles what a recipient sees from the vault's rows. One function for the enterprise's dry run
 * and the bank's reading, so that what was shown before signing is what is read after.
 * Rows outside the scopes are ignored; a section per item asked for, and its granularities, in
 * the catalogue's order: a database gives the scopes in whichever it likes.
 * Throws ZodError if a stored row is not what `factsOf` wrote.
 */
export function profileOf(
  scopes: readonly Scope[],
  rows: readonly FactRow[],
  questions: readonly RegisteredQuestion[] = [],
): Profile {
  const granularities = groupBy(new Set(scopes), itemOf);
  const allowed = new Set<string>(scopes);
  const byItem = groupBy(
    rows.filter((row) => allowed.has(row.scope)),
    (row) => itemOf(row.scope),
  );
  return {
    sections: itemCodes.flatMap((item) => {
      const asked = granularities.get(item);
      if (!asked) return [];
      const wanted = new Set(asked.map(granularityOf));
      const inOrder = finestFirst.filter((granularity) => wanted.has(granularity));
      const section = sectionOf(item, inOrder, byItem.get(item) ?? []);
      if (!section.granularities.includes("predicate")) return section;
      const answered = new Set(section.answers.map(({ question }) => question));
      return {
        ...section,
        questions: questions
          .filter((one) => one.item === item && (one.isActive || answered.has(one.code)))
          .map(({ code, wording, isActive }) => ({ code, wording, isActive })),
      };
    }),
  };
}

function sectionOf(
  item: ItemCode,
  granularities: Granularity[],
  rows: readonly FactRow[],
): ProfileSection {
  const section: ProfileSection = {
    item,
    granularities,
    asOf: null,
    columns: granularities.includes("monthly") && isMonthly(item) ? monthlyColumns[item] : [],
    rows: [],
    disputedMonths: [],
    indicators: [],
    bands: [],
    answers: [],
    questions: [],
    invoices: [],
  };
  const latestFirst = rows.toSorted((a, b) =>
    a.period === b.period ? 0 : a.period < b.period ? 1 : -1,
  );
  const shown = new Set<Granularity>();
  for (const row of latestFirst) {
    const granularity = granularityOf(row.scope);
    // Indicators, bands and answers are of the whole item: an older row is a superseded one.
    const isSuperseded = shown.has(granularity) && !["monthly", "raw"].includes(granularity);
    if (isSuperseded) continue;
    shown.add(granularity);
    section.asOf ??= row.period.slice(0, 7);
    add(section, granularity, row.content);
  }
  return section;
}

function add(section: ProfileSection, granularity: Granularity, content: unknown): void {
  switch (granularity) {
    case "raw":
      if (section.item === "vat_invoices") {
        section.invoices.push(...InvoicesContent.parse(content).invoices);
      }
      break;
    case "monthly":
      if (isMonthly(section.item)) {
        const { row, isDisputed } = monthlyRowOf(section.item, content);
        section.rows.push(row);
        if (isDisputed) section.disputedMonths.push(String(row["month"]));
      }
      break;
    case "indicator":
      for (const stored of IndicatorsContent.parse(content).indicators) {
        const indicator = decodeIndicator(stored);
        if (indicator) section.indicators.push(indicator);
      }
      break;
    case "band":
      for (const stored of BandsContent.parse(content).bands) {
        if (facts.has(stored.code)) {
          section.bands.push({ ...stored, code: stored.code as IndicatorCode });
        }
      }
      break;
    case "predicate":
      section.answers.push(...AnswersContent.parse(content).answers);
      break;
  }
}

function isMonthly(item: ItemCode): item is MonthlyItem {
  return item in monthlyViews;
}

function itemOf(scope: Scope): ItemCode {
  return scope.slice(0, scope.indexOf(":")) as ItemCode;
}

function granularityOf(scope: Scope): Granularity {
  return scope.slice(scope.indexOf(":") + 1) as Granularity;
}
