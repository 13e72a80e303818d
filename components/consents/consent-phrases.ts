import { dayInShanghai, formatDay, formatMonth, formatShortDay } from "@/components/format/day";
import { formatDuration } from "@/components/format/count";
import { formatList } from "@/components/format/list";
import type { Locale } from "@/components/messages/locales";
import type { ConsentView } from "@/domain/consents/schema";
import { lastDayOf, lastFullMonth, monthOf, monthsBetween } from "@/domain/shared/calendar";

type Words = {
  (key: string, values?: Record<string, string | number>): string;
  has(key: string): boolean;
};
export type Translators = {
  /** Of the namespace `consents`. */
  t: Words;
  /** Of the namespace `sources`. */
  sources: Words;
  locale: Locale;
};

/** What of a consent its sentence is made of. */
export type Spoken = Pick<
  ConsentView,
  | "purpose"
  | "subject"
  | "recipient"
  | "status"
  | "validFrom"
  | "validTo"
  | "endedAt"
  | "readsPerUnit"
  | "readsPerCount"
  | "maxReads"
  | "dataLifeDays"
  | "appliedOn"
> & {
  items: readonly Pick<
    ConsentView["items"][number],
    "item" | "granularity" | "from" | "to" | "isDropped"
  >[];
};

/** Which of its sentences a consent reads as, by how it stands. */
type ConsentForm = "live" | "draft" | "scheduled" | "paused" | "ended" | "never";

function formOf(status: ConsentView["status"]): ConsentForm {
  switch (status) {
    case "active":
      return "live";
    case "requested":
    case "awaiting_cosign":
      return "draft";
    case "scheduled":
    case "paused":
      return status;
    case "rejected":
    case "cancelled":
    case "lapsed":
      return "never";
    default:
      return "ended";
  }
}

/** Who, what, why, from, until, and the terms: the parts of a consent's sentence, as text. */
export function consentPhrases(consent: Spoken, { t, sources, locale }: Translators) {
  const form = formOf(consent.status);
  const { recipient } = consent;
  const name = locale === "en" ? recipient?.nameEn : recipient?.name;
  const who = name ?? t("words.platform");
  const from = dayInShanghai(consent.validFrom);
  const until = dayInShanghai(
    form === "ended" ? (consent.endedAt ?? consent.validTo) : consent.validTo,
  );
  return {
    form,
    // Their sentences begin with it.
    who: ["live", "paused", "ended"].includes(form)
      ? who.charAt(0).toUpperCase() + who.slice(1)
      : who,
    what: whatOf(consent, { t, sources, locale }),
    why: t(`words.why.${consent.purpose}`, {
      on: consent.appliedOn ? dayNear(consent.appliedOn, until, locale) : "none",
    }),
    from: dayNear(from, until, locale),
    until: form === "ended" ? formatDay(until, locale) : dayNear(until, from, locale),
    terms: form === "ended" || form === "never" ? null : termsOf(consent, { t, locale }),
  };
}

/** A day of the same year as another goes without its year. */
const dayNear = (day: string, other: string, locale: Locale) =>
  day.slice(0, 4) === other.slice(0, 4) ? formatShortDay(day, locale) : formatDay(day, locale);

function termsOf(consent: Spoken, { t, locale }: Pick<Translators, "t" | "locale">): string {
  const { readsPerUnit, readsPerCount, maxReads, dataLifeDays, purpose } = consent;
  if (purpose === "outcome_backflow") return t("words.terms.backflow");
  const often =
    readsPerUnit && readsPerCount
      ? t(`words.often.${readsPerUnit}`, { count: readsPerCount })
      : t("words.often.total", { count: maxReads });
  const from = dayNear(dayInShanghai(consent.validFrom), dayInShanghai(consent.validTo), locale);
  return t("words.terms.reading", { from, often, days: dataLifeDays });
}

/** What may be seen: items of one granularity and period together, in the order in which they stand. */
function whatOf(consent: Spoken, { t, sources, locale }: Translators): string {
  const items = consent.items.filter(({ isDropped }) => !isDropped);
  if (consent.purpose === "outcome_backflow") return t("words.what.outcomes");
  if (items.length === 0) return t("words.what.nothing");
  const groups = Map.groupBy(items, ({ granularity, from, to }) => `${granularity} ${from} ${to}`);
  const phrases = [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const names = group.map(({ item }) => {
      const own = `words.item.${item}`;
      return t.has(own) ? t(own) : sources(`item.${item}`);
    });
    return [
      t(`words.what.${first.granularity}`, {
        whose: consent.subject,
        items: formatList(names, locale),
        period: periodOf(first, consent.validFrom, { t, locale }),
      }),
    ];
  });
  const [head = "", ...rest] = phrases;
  return rest.reduce((before, next) => t("words.what.more", { before, next }), head);
}

/**
 * The months before the consent began by their number, and any other period by its ends. A period
 * that goes on with the consent says so.
 */
function periodOf(
  { from, to }: { from: string; to: string },
  validFrom: Date,
  { t, locale }: Pick<Translators, "t" | "locale">,
): string {
  const last = lastFullMonth(validFrom);
  const months = monthsBetween(monthOf(from), last) + 1;
  const isWhole = from.endsWith("-01");
  if (isWhole && months >= 1 && to >= lastDayOf(last)) {
    const goesOn = monthOf(to) > monthOf(dayInShanghai(validFrom));
    const length = formatDuration(months, locale);
    return t(goesOn ? "words.period.goesOn" : "words.period.last", { months, length });
  }
  if (isWhole && to === lastDayOf(monthOf(to))) {
    const [first, end] = [formatMonth(monthOf(from), locale), formatMonth(monthOf(to), locale)];
    return first === end
      ? t("words.period.month", { month: first })
      : t("words.period.between", { from: first, to: end });
  }
  return t("words.period.between", { from: formatDay(from, locale), to: formatDay(to, locale) });
}
