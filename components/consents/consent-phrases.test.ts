import { readFileSync } from "node:fs";
import { createTranslator, type AbstractIntlMessages } from "next-intl";
import { describe, expect, test } from "vitest";
import { locales, type Locale } from "@/components/messages/locales";
import { consentSubjects, effectiveConsentStatuses, purposes } from "@/domain/consents/lifecycle";
import { granularities, itemCodes } from "@/domain/sources/catalogue";
import { consentPhrases, type Spoken } from "./consent-phrases";

const namespaces = ["common", "consents", "sources"] as const;
const read = (locale: Locale) =>
  Object.fromEntries(
    namespaces.map((name) => [
      name,
      JSON.parse(
        readFileSync(new URL(`../messages/${locale}/${name}.json`, import.meta.url), "utf8"),
      ) as AbstractIntlMessages,
    ]),
  );
const messages = { "zh-CN": read("zh-CN"), en: read("en") };

type Translator = Parameters<typeof consentPhrases>[1]["t"] & {
  markup(key: string, values: Record<string, unknown>): string;
};

const onError = (error: Error) => {
  throw error;
};
const plain = (inner: string) => inner;

/** A text that is missing throws. */
function translators(locale: Locale, all: Record<string, AbstractIntlMessages>) {
  const of = (namespace: string) =>
    createTranslator({
      locale,
      messages: all,
      onError,
      namespace: namespace as never,
    }) as unknown as Translator;
  return { common: of("common"), consents: of("consents"), sources: of("sources") };
}
const usual = {
  "zh-CN": translators("zh-CN", messages["zh-CN"]),
  en: translators("en", messages.en),
};

/** The whole sentence as it is drawn, its terms after it. */
function sentenceOf(consent: Spoken, locale: Locale, of = usual[locale]): string {
  const phrases = consentPhrases(consent, { t: of.consents, sources: of.sources, locale });
  const voice = consent.purpose === "outcome_backflow" ? "telling" : "seeing";
  const sentence = of.common.markup(`consent.${voice}.${phrases.form}`, {
    ...Object.fromEntries(["who", "what", "why", "from", "until"].map((tag) => [tag, plain])),
    whoText: phrases.who,
    whatText: phrases.what,
    whyText: phrases.why,
    fromText: phrases.from,
    untilText: phrases.until,
  });
  return phrases.terms ? `${sentence}\n${phrases.terms}` : sentence;
}

const bank = { id: crypto.randomUUID(), name: "江畔银行城东支行", nameEn: "Riverside Bank" };
const band = {
  item: "tax_declarations",
  granularity: "band",
  from: "2025-11-01",
  to: "2026-10-31",
  isDropped: false,
} as const;
const consent: Spoken = {
  purpose: "loan_application",
  subject: "enterprise",
  recipient: bank,
  status: "active",
  validFrom: new Date("2026-11-21T02:00:00Z"),
  validTo: new Date("2026-12-21T02:00:00Z"),
  endedAt: null,
  readsPerUnit: "day",
  readsPerCount: 50,
  maxReads: 1500,
  dataLifeDays: 30,
  appliedOn: "2026-11-21",
  items: [band],
};

test.each<[string, Partial<Spoken>, string, string]>([
  [
    "in force",
    {},
    "江畔银行城东支行可以查看您近12个月的纳税申报区间，用于审批您11月21日的贷款申请，12月21日后不能再看。\n11月21日起有效，每天最多看50次，看过的内容最多留30天。随时可以收回，不用说理由。",
    "Riverside Bank may see rough ranges of your tax declarations over the last 12 months, for deciding on your loan application of 21 Nov, and no longer after 21 Dec.\nFrom 21 Nov, 50 looks a day at most; what it has seen is kept for 30 days at most. Take it back at any time, no reason needed.",
  ],
  [
    "two granularities, to be signed",
    {
      status: "requested",
      items: [
        { ...band, granularity: "indicator", from: "2023-11-01" },
        { ...band, item: "social_insurance", granularity: "indicator", from: "2023-11-01" },
        { ...band, item: "electricity_usage", granularity: "predicate" },
      ],
    },
    "您签字以后，江畔银行城东支行可以查看您近3年的纳税申报和社会保险指标，以及您近12个月的用电核验答案（只有“是”或“否”），用于审批您11月21日的贷款申请，12月21日后不能再看。",
    "Once you sign, Riverside Bank may see figures computed from your tax declarations and social insurance over the last 3 years; also yes-or-no answers about your electricity use over the last 12 months, for deciding on your loan application of 21 Nov, and no longer after 21 Dec.",
  ],
  [
    "of a person",
    {
      subject: "legal_representative",
      items: [
        { ...band, item: "representative_insurance", granularity: "predicate", from: "2026-05-01" },
      ],
    },
    "江畔银行城东支行可以查看法定代表人本人近6个月的参保核验答案（只有“是”或“否”），用于",
    "Riverside Bank may see yes-or-no answers about the legal representative’s own social insurance over the last 6 months, for",
  ],
  [
    "for the platform, going on",
    {
      purpose: "platform_matching",
      recipient: null,
      appliedOn: null,
      items: [{ ...band, granularity: "indicator", from: "2024-11-01", to: "2027-05-20" }],
      validTo: new Date("2027-05-20T02:00:00Z"),
    },
    "信易贷平台可以查看您近2年和授权期间新产生的纳税申报指标，用于核对各家贷款产品的条件，2027年5月20日后不能再看。",
    "The Xin Yi Dai platform may see figures computed from your tax declarations over the last 2 years and while the consent runs, for checking the conditions of loan products, and no longer after 20 May 2027.",
  ],
  [
    "taken back",
    { status: "revoked", endedAt: new Date("2026-11-30T02:00:00Z"), appliedOn: null },
    "江畔银行城东支行曾经可以查看您近12个月的纳税申报区间，用于审批您的贷款申请，2026年11月30日起不能再看。",
    "Riverside Bank could see rough ranges of your tax declarations over the last 12 months, for deciding on your loan application, until 30 Nov 2026.",
  ],
  [
    "telling instead of seeing",
    { purpose: "outcome_backflow", items: [] },
    "江畔银行城东支行可以把您这笔贷款的还款和逾期情况告诉信易贷平台，用于统计融资成效，12月21日后不能再报。\n只报还款和逾期",
    "Riverside Bank may tell the platform how this loan is repaid and whether it falls overdue, for counting what financing achieves, and no longer after 21 Dec.",
  ],
  [
    "an older period, one look a month",
    {
      items: [{ ...band, from: "2025-01-01", to: "2025-03-31" }],
      readsPerUnit: "month",
      readsPerCount: 1,
      dataLifeDays: 1,
    },
    "您2025年1月至2025年3月的纳税申报区间",
    "Riverside Bank may see rough ranges of your tax declarations from Jan 2025 to Mar 2025, for deciding on your loan application of 21 Nov, and no longer after 21 Dec.\nFrom 21 Nov, one look a month at most; what it has seen is kept for one day at most. Take it back at any time, no reason needed.",
  ],
])("%s", (_, over, zh, en) => {
  expect(sentenceOf({ ...consent, ...over }, "zh-CN")).toContain(zh);
  expect(sentenceOf({ ...consent, ...over }, "en")).toContain(en);
});

test("what was dropped is not said", () => {
  const items = [band, { ...band, item: "gas_usage" as const, isDropped: true }];
  expect(sentenceOf({ ...consent, items }, "zh-CN")).not.toContain("用气");
  expect(sentenceOf({ ...consent, items: [{ ...band, isDropped: true }] }, "en")).toContain(
    "nothing any more",
  );
});

describe.each(locales)("every combination in %s", (locale) => {
  const periods = [
    { from: "2026-10-01", to: "2026-10-31" },
    { from: "2024-11-01", to: "2027-05-20" },
    { from: "2025-02-03", to: "2025-09-07" },
    { from: "2025-02-01", to: "2025-02-28" },
  ];
  test.each(purposes)("%s", (purpose) => {
    const said = (over: Partial<Spoken>) => {
      const sentence = sentenceOf(
        { ...consent, purpose, recipient: purpose === "platform_matching" ? null : bank, ...over },
        locale,
      );
      expect(sentence).not.toMatch(
        /[{}<>]|undefined|\bnone\b|[a-z]_[a-z]|\bwords\.| {2}| [,.;，。]|，，|。。/,
      );
      expect(sentence).toMatch(locale === "en" ? /^[A-Z][^]*\.$/ : /。$/);
      expect(locale === "en" && /\p{Script=Han}|\b1 (looks|days|months)\b/u.test(sentence)).toBe(
        false,
      );
    };
    for (const subject of consentSubjects)
      for (const granularity of granularities) {
        for (const status of effectiveConsentStatuses)
          for (const [nth, unit] of ([null, "day", "week", "month"] as const).entries())
            said({
              status,
              subject,
              appliedOn: nth % 2 === 0 ? null : "2025-12-31",
              readsPerUnit: unit,
              readsPerCount: unit && nth,
              items: [{ ...band, granularity }],
            });
        for (const item of itemCodes)
          for (const [nth, period] of periods.entries()) {
            const next = itemCodes[(itemCodes.indexOf(item) + nth) % itemCodes.length]!;
            const items = [item, next].map((code) => ({
              ...band,
              ...period,
              item: code,
              granularity,
            }));
            said({ subject, items });
          }
      }
  });
});

test("a text that is missing is found: the control of the above", () => {
  const words = structuredClone(messages.en["consents"]) as { words: { why: object } };
  words.words.why = {};
  const broken = { ...messages.en, consents: words as unknown as AbstractIntlMessages };
  expect(() => sentenceOf(consent, "en", translators("en", broken))).toThrow("words.why");
});
