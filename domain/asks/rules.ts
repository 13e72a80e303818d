import type { ConsentedItem } from "@/domain/consents/artefact";
import { applicationPeriod } from "@/domain/consents/periods";
import type { ConsentSubject } from "@/domain/consents/lifecycle";
import {
  addDays,
  addMonths,
  firstDayOf,
  lastFullMonth,
  shanghaiDay,
  type Day,
} from "@/domain/shared/calendar";
import { Invalid } from "@/domain/shared/errors";
import { defaultCatalogue } from "@/domain/sources/catalogue";
import type { AskablePurpose } from "./lifecycle";
import type { AskItemView } from "./schema";

type Scoped = Pick<AskItemView, "item" | "granularity">;

const scopeOf = ({ item, granularity }: Scoped) => `${item}:${granularity}`;

/** The data an ask is about: what the application is judged by, or a year back and on while the loan runs. */
export function askedPeriod(
  purpose: AskablePurpose,
  validityDays: number,
  now: Date,
): { from: Day; to: Day } {
  if (purpose === "loan_application") return applicationPeriod(now);
  return {
    from: firstDayOf(addMonths(lastFullMonth(now), -11)),
    to: addDays(shanghaiDay(now), validityDays),
  };
}

/** Whose facts some items are. Throws where a person's are asked for together with the company's. */
export function subjectOf(items: readonly Scoped[]): ConsentSubject {
  const subjects = new Set(
    items.map(({ item }) => defaultCatalogue.find(({ code }) => code === item)?.subject),
  );
  if (subjects.size > 1) throw new Invalid("person_item_separate", "items");
  return [...subjects][0] ?? "enterprise";
}

/**
 * What signing would give: the live consent's items, the required ones asked for, and those optional
 * ones that were chosen. Where both have one, the wider period and the newer reason. Throws where
 * something is chosen that was not offered.
 */
export function answeredItems(
  asked: readonly AskItemView[],
  chosen: readonly Scoped[],
  live: readonly ConsentedItem[],
): ConsentedItem[] {
  const optional = new Set(asked.filter(({ isRequired }) => !isRequired).map(scopeOf));
  if (chosen.some((one) => !optional.has(scopeOf(one))))
    throw new Invalid("item_not_asked_for", "optionalItems");
  const wanted = new Set(chosen.map(scopeOf));
  const given = new Map(live.map((one) => [scopeOf(one), one]));
  for (const { isRequired, ...one } of asked) {
    const scope = scopeOf(one);
    if (!isRequired && !wanted.has(scope)) continue;
    const held = given.get(scope);
    given.set(scope, {
      ...one,
      from: held && held.from < one.from ? held.from : one.from,
      to: held && held.to > one.to ? held.to : one.to,
      required: isRequired || (held?.required ?? false),
    });
  }
  if (given.size === 0 && asked.length > 0) throw new Invalid("nothing_chosen", "optionalItems");
  return [...given.values()];
}
