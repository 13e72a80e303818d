import { z } from "zod";
import { formatDay } from "@/components/format/day";
import { formatList } from "@/components/format/list";
import type { Locale } from "@/components/messages/locales";
import type { Audience } from "@/domain/notifications/audience";
import type { NoticeParams } from "@/domain/notifications/schema";

type Words = {
  (key: string, values?: Record<string, string | number>): string;
  has(key: string): boolean;
};

const days = ["since", "until", "on"] as const;
const counts = ["looks", "refused", "ending"] as const;

/**
 * What happened, in one sentence: on the page and in the mail alike. `t` speaks for the namespace
 * `notifications`. A kind nobody wrote a sentence for reads as a new notification.
 */
export function noticeSentence(
  t: Words,
  locale: Locale,
  { audience, kind, params }: { audience: Audience; kind: string; params: NoticeParams },
): string {
  const key = `${audience}.${kind.replace(".", "_")}`;
  if (!t.has(key)) return t("mail.subject.other");
  const bank = locale === "en" ? (params["bankEn"] ?? params["bank"]) : params["bank"];
  const { lastUsed } = params;
  const sentence = t(key, {
    ...Object.fromEntries(days.map((name) => [name, dayText(params[name], locale)])),
    ...Object.fromEntries(counts.map((name) => [name, Number(params[name] ?? 0)])),
    banks: looksByBank(t, locale, params["banks"]),
    lastUsed: lastUsed ? dayText(lastUsed, locale) : "none",
    // Since notices name their parties, a consent for no bank is one for the platform.
    bank: bank ?? t(params["enterprise"] && kind.startsWith("consent.") ? "platform" : "someBank"),
    enterprise: params["enterprise"] ?? t("someEnterprise"),
  });
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

const dayText = (day: string | undefined, locale: Locale) => (day ? formatDay(day, locale) : "");

const ByBank = z.array(z.object({ name: z.string(), nameEn: z.string(), looks: z.number() }));

/** "Riverside Bank once and Harbour Bank 3 times"; `none` where nobody looked. */
function looksByBank(t: Words, locale: Locale, text: string | undefined): string {
  const banks = ByBank.parse(JSON.parse(text ?? "[]"));
  if (banks.length === 0) return "none";
  return formatList(
    banks.map(({ name, nameEn, looks }) =>
      t("looksBy", { who: locale === "en" ? nameEn : name, count: looks }),
    ),
    locale,
  );
}
