import { existsSync, readFileSync } from "node:fs";
import { createTranslator, type AbstractIntlMessages } from "next-intl";
import { expect, test } from "vitest";
import { locales, type Locale } from "@/components/messages/locales";
import { audiences, audiencesOf } from "@/domain/notifications/audience";
import { eventNames } from "@/domain/notifications/events";
import { placeOf } from "@/domain/notifications/places";
import { noticeSentence } from "./notice-sentence";

function wordsIn(locale: Locale) {
  const file = new URL(`../messages/${locale}/notifications.json`, import.meta.url);
  const notifications = JSON.parse(readFileSync(file, "utf8")) as AbstractIntlMessages;
  return createTranslator({
    locale,
    messages: { notifications },
    namespace: "notifications" as never,
    onError: (error) => {
      throw error;
    },
  }) as unknown as Parameters<typeof noticeSentence>[0];
}
const words = { "zh-CN": wordsIn("zh-CN"), en: wordsIn("en") };

const params = {
  bank: "江畔银行",
  bankEn: "Riverside Bank",
  enterprise: "Dongcheng Metal",
  since: "2026-08-21",
  until: "2026-12-21",
  on: "2026-11-21",
};
const told = eventNames.flatMap((kind) =>
  audiencesOf(kind).map((audience) => [kind, audience] as const),
);

test.each(locales)("whatever somebody is told has its sentence: %s", (locale) => {
  expect(told.length).toBeGreaterThan(30);
  for (const [kind, audience] of told)
    // What newer notices say, and what is left of an old one that names nobody.
    for (const given of [params, { ...params, lastUsed: "2026-11-01" }, {}]) {
      const sentence = noticeSentence(words[locale], locale, { audience, kind, params: given });
      expect(sentence, `${kind} for ${audience}`).not.toBe(words[locale]("mail.subject.other"));
      expect(sentence).toMatch(locale === "en" ? /^[A-Z].*\.$/ : /。$/);
      expect(sentence).not.toMatch(/[{}]|undefined|\bnone\b| {2}/);
      expect(locale === "en" && /\p{Script=Han}/u.test(sentence)).toBe(false);
    }
});

test("a reminder names the bank, since when, and the last look", () => {
  const reminder = { audience: "enterprise", kind: "consent.still_open", params } as const;
  expect(noticeSentence(words["zh-CN"], "zh-CN", reminder)).toBe(
    "江畔银行还能查看您的数据：您在2026年8月21日签了授权，它一直没有用过。不再需要，就收回。",
  );
  const used = { ...reminder, params: { ...params, lastUsed: "2026-11-01" } };
  expect(noticeSentence(words.en, "en", used)).toBe(
    "Riverside Bank can still see your data under the consent you signed on 21 Aug 2026; it last looked on 1 Nov 2026. Take it back if it is no longer needed.",
  );
});

test("a week is summed up by bank, in plural and in singular", () => {
  const banks = JSON.stringify([
    { name: "江畔银行", nameEn: "Riverside Bank", looks: 3 },
    { name: "海岸银行", nameEn: "Harbour Bank", looks: 1 },
  ]);
  const digest = (looks: string, refused: string, ending: string, by = banks) => ({
    audience: "enterprise" as const,
    kind: "notice.digest",
    params: { looks, refused, ending, banks: by },
  });
  expect(noticeSentence(words["zh-CN"], "zh-CN", digest("4", "2", "1"))).toBe(
    "上周银行一共查看您的数据4次（江畔银行3次和海岸银行1次），被拒绝2次；有1份授权快要到期。",
  );
  expect(noticeSentence(words.en, "en", digest("4", "1", "2"))).toBe(
    "Last week banks looked at your data 4 times (Riverside Bank 3 times and Harbour Bank once) and were refused once; 2 consents end soon.",
  );
  expect(noticeSentence(words.en, "en", digest("0", "0", "0", "[]"))).toBe(
    "Last week banks looked at your data not once and were refused not once; no consent ends soon.",
  );
});

test("a consent for no bank is one for the platform, where parties are named at all", () => {
  const signed = { audience: "enterprise", kind: "consent.signed" } as const;
  const { enterprise } = params;
  expect(noticeSentence(words.en, "en", { ...signed, params: { enterprise } })).toContain(
    "the Xin Yi Dai platform",
  );
  expect(noticeSentence(words.en, "en", { ...signed, params: {} })).toContain("the bank");
});

test("a kind nobody wrote a sentence for is still a notification", () => {
  const unknown = { audience: "bank", kind: "consent.unheard_of", params } as const;
  expect(noticeSentence(words.en, "en", unknown)).toBe("You have a new notification");
});

test("what a notification leads to is there", () => {
  const id = "0199a1b2-0000-7000-8000-000000000001";
  for (const audience of audiences)
    for (const kind of eventNames) {
      const place = placeOf(audience, kind, id);
      if (!place) continue;
      const folder = `app${place.href.replace(id, "[id]")}`;
      const found = [folder, `${folder}/(list)`, `${folder}/(queue)`].some((one) =>
        existsSync(`${one}/page.tsx`),
      );
      expect(found, `${place.href} for ${kind}`).toBe(true);
    }
});
