import { globSync, readFileSync } from "node:fs";
import { createTranslator, type AbstractIntlMessages } from "next-intl";
import { expect, test } from "vitest";
import { locales, type Locale } from "./locales";
import { namespaces } from "./namespaces";

/** Texts of the Chinese files that are the same in Latin letters. */
const latinInChinese = new Set<string>(["states.channel.api"]);
/** Texts of the English files that quote Chinese. */
const hanInEnglish = new Set<string>();

function read(locale: Locale): AbstractIntlMessages {
  return Object.fromEntries(
    namespaces.map((namespace) => {
      const file = new URL(`./${locale}/${namespace}.json`, import.meta.url);
      return [namespace, JSON.parse(readFileSync(file, "utf8")) as AbstractIntlMessages];
    }),
  );
}

function flatten(messages: AbstractIntlMessages, prefix = ""): [key: string, text: string][] {
  return Object.entries(messages).flatMap(([key, value]): [string, string][] =>
    typeof value === "object" ? flatten(value, `${prefix}${key}.`) : [[`${prefix}${key}`, value]],
  );
}

const messages = { "zh-CN": read("zh-CN"), en: read("en") };
const texts = { "zh-CN": new Map(flatten(messages["zh-CN"])), en: new Map(flatten(messages.en)) };

const tags = (text: string) => [...text.matchAll(/<(\w+)>/gu)].map(([, name = ""]) => name);
/** Not the arms of a plural, which may be a single word: `one {once}`. */
const value =
  /(?<!\b(?:zero|one|two|few|many|other)\s*|=\d+\s*)\{\s*([a-z]\w*)\s*(?:\}|,\s*(?:plural|select|selectordinal|number|date)\b)/gu;
const values = (text: string) => [...text.matchAll(value)].map(([, name = ""]) => name);
const names = (text: string) => [...new Set([...tags(text), ...values(text)])].toSorted();

test("both languages have the same keys", () => {
  expect([...texts.en.keys()].toSorted()).toEqual([...texts["zh-CN"].keys()].toSorted());
  expect(texts.en.size).toBeGreaterThan(200);
});

test("nothing is empty", () => {
  for (const locale of locales)
    expect([...texts[locale]].filter(([, text]) => text.trim() === "")).toEqual([]);
});

const taken = (locale: Locale) =>
  Object.fromEntries([...texts[locale]].map(([key, text]) => [key, names(text)]));

test("both languages take the same values and tags", () => {
  expect(taken("en")).toEqual(taken("zh-CN"));
});

const words = (text: string) => text.replaceAll(/<[^>]+>|\{\w+\}/gu, "");

test("Chinese texts are Chinese and English texts are English", () => {
  const latin = [...texts["zh-CN"]].filter(
    ([key, text]) =>
      /[a-z]{2}/iu.test(words(text)) && !/\p{Script=Han}/u.test(text) && !latinInChinese.has(key),
  );
  const han = [...texts.en].filter(
    ([key, text]) => /\p{Script=Han}/u.test(text) && !hanInEnglish.has(key),
  );
  expect(latin).toEqual([]);
  expect(han).toEqual([]);
});

/** One level, since a translator's types follow every path. */
const flat = (key: string) => key.replaceAll(".", "/");
const nested = (locale: Locale) => [...texts[locale]].map(([key, text]) => [flat(key), text]);

test.each(locales)("every text can be formatted: %s", (locale) => {
  const failed: string[] = [];
  const t = createTranslator({
    locale,
    messages: { all: Object.fromEntries(nested(locale)) },
    onError: (error) => failed.push(error.message),
  });
  for (const [key, text] of texts[locale])
    t.markup(`all.${flat(key)}`, {
      ...Object.fromEntries(values(text).map((name) => [name, 2])),
      ...Object.fromEntries(tags(text).map((name) => [name, (inner: string) => inner])),
    });
  expect(failed).toEqual([]);
});

/** `const t = await getTranslations("sme.home")`, then `t("title")` or `t.rich("title", …)`. */
const declared =
  /const (\w+) =\s*(?:await )?(?:useTranslations|getTranslations)\(\s*(?:\{[^}]*namespace:\s*)?(?:"([\w.]*)")?/gu;

test("every text that is asked for by name exists", () => {
  const missing: string[] = [];
  let asked = 0;
  for (const file of globSync("{app,components}/**/*.tsx")) {
    const source = readFileSync(file, "utf8");
    const scopes = new Map<string, string[]>();
    for (const [, variable = "", namespace = ""] of source.matchAll(declared))
      scopes.set(variable, [...(scopes.get(variable) ?? []), namespace]);
    for (const [variable, of] of scopes) {
      const uses = new RegExp(
        `\\b${variable}(?:\\.rich|\\.markup|\\.raw)?\\(\\s*"([\\w.]+)"`,
        "gu",
      );
      for (const [, key = ""] of source.matchAll(uses)) {
        asked += 1;
        const paths = of.map((namespace) => (namespace ? `${namespace}.${key}` : key));
        if (!paths.some((path) => texts["zh-CN"].has(path)))
          missing.push(`${file}: ${paths.join(" or ")}`);
      }
    }
  }
  expect(missing).toEqual([]);
  expect(asked).toBeGreaterThan(50);
});
