import type { ConsentedItem } from "@/domain/consents/artefact";
import type { ConsentSubject, Purpose } from "@/domain/consents/lifecycle";
import { dayLength, addMonthsToDay } from "@/domain/shared/calendar";
import { defaultCatalogue } from "@/domain/sources/catalogue";
import type { TemplateView } from "./schema";

/** The part of a template that limits; a row of the table fits. */
export type Ceilings = Pick<
  TemplateView,
  | "scopes"
  | "maxValidityDays"
  | "maxDataMonths"
  | "maxReads"
  | "readsPerUnit"
  | "readsPerCount"
  | "maxFetches"
  | "dataLifeDays"
>;

export type AskedTerms = {
  subject: ConsentSubject;
  validFrom: Date;
  validTo: Date;
  maxReads: number;
  readsPerUnit: "day" | "week" | "month" | null;
  readsPerCount: number | null;
  maxFetches: number;
  dataLifeDays: number;
  items: readonly Pick<ConsentedItem, "item" | "granularity" | "from" | "to">[];
};

export type CeilingBreach = {
  /** The gate's own code in lower case, and the key of the sentence. */
  reason:
    | "validity_above_ceiling"
    | "reads_above_ceiling"
    | "fetches_above_ceiling"
    | "data_life_above_ceiling"
    | "scope_above_ceiling"
    | "person_item_separate"
    | "period_above_ceiling";
  field: "validTo" | "maxReads" | "readsPer" | "maxFetches" | "dataLifeDays" | "items";
  /** In days, reads, fetches or months; of an item its scope; null where there is no number. */
  limit: number | string | null;
};

const subjects = new Map(defaultCatalogue.map(({ code, subject }) => [code, subject]));

/**
 * The first ceiling of a purpose that a request would break, or null. In the order of
 * `gate.above_ceiling` in db/gate/45-consent-request.sql and with its codes: the gate refuses, this
 * says beforehand what and where the limit is.
 */
export function ceilingBreach(template: Ceilings, terms: AskedTerms): CeilingBreach | null {
  const { maxValidityDays, maxReads, readsPerUnit, readsPerCount, maxFetches } = template;
  const { validFrom, validTo, items } = terms;
  if (validTo.getTime() - validFrom.getTime() > maxValidityDays * dayLength)
    return { reason: "validity_above_ceiling", field: "validTo", limit: maxValidityDays };
  if (terms.maxReads > maxReads)
    return { reason: "reads_above_ceiling", field: "maxReads", limit: maxReads };
  const isOfUnit = terms.readsPerUnit === readsPerUnit;
  if (readsPerUnit !== null && !(isOfUnit && (terms.readsPerCount ?? 0) <= (readsPerCount ?? 0)))
    return { reason: "reads_above_ceiling", field: "readsPer", limit: readsPerCount };
  if (terms.maxFetches > maxFetches)
    return { reason: "fetches_above_ceiling", field: "maxFetches", limit: maxFetches };
  if (terms.dataLifeDays > template.dataLifeDays) {
    const limit = template.dataLifeDays;
    return { reason: "data_life_above_ceiling", field: "dataLifeDays", limit };
  }
  const scopes = new Set(template.scopes);
  const outside = items.find(({ item, granularity }) => !scopes.has(`${item}:${granularity}`));
  if (outside) {
    const limit = `${outside.item}:${outside.granularity}`;
    return { reason: "scope_above_ceiling", field: "items", limit };
  }
  const others = items.find(({ item }) => subjects.get(item) !== terms.subject);
  if (others) return { reason: "person_item_separate", field: "items", limit: others.item };
  const months = template.maxDataMonths;
  if (items.some(({ from, to }) => from > to || addMonthsToDay(from, months) <= to))
    return { reason: "period_above_ceiling", field: "items", limit: months };
  return null;
}

/** Matching keeps no records in detail, so no template may allow it any. */
export function isTooFine(code: Purpose, scope: string): boolean {
  return code === "platform_matching" && /:(raw|monthly)$/.test(scope);
}
