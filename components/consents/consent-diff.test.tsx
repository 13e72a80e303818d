import { readFileSync } from "node:fs";
import { NextIntlClientProvider, type AbstractIntlMessages } from "next-intl";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { locales, type Locale } from "@/components/messages/locales";
import type { ConsentDifference } from "@/domain/consents/diff";
import { ConsentDiff } from "./consent-diff";

const read = (locale: Locale) =>
  Object.fromEntries(
    ["common", "consents", "sources"].map((name) => [
      name,
      JSON.parse(
        readFileSync(new URL(`../messages/${locale}/${name}.json`, import.meta.url), "utf8"),
      ) as AbstractIntlMessages,
    ]),
  );

/** A text that is missing throws. */
const draw = (locale: Locale, differences: readonly ConsentDifference[]) =>
  renderToStaticMarkup(
    <NextIntlClientProvider
      locale={locale}
      timeZone="Asia/Shanghai"
      messages={read(locale)}
      onError={(error) => {
        throw error;
      }}
    >
      <ConsentDiff differences={differences} />
    </NextIntlClientProvider>,
  );

const wider: ConsentDifference = { about: "reads", before: 100, after: 300, change: "widened" };
const same: ConsentDifference = { about: "fetches", before: 1, after: 1, change: "same" };

test.each(locales)("what changes is in the open, what does not is under a fold: %s", (locale) => {
  const [open = "", folded = ""] = draw(locale, [same, wider]).split("<details");
  expect(open).toContain("300");
  expect(open).not.toContain(locale === "en" ? "as before" : "不变");
  expect(folded).toContain(locale === "en" ? "as before" : "不变");
  expect(folded).not.toContain("300");
});

test("where nothing changes it says so", () => {
  expect(draw("en", [same])).toContain("Nothing changes.");
  expect(draw("zh-CN", [wider])).not.toContain("<details");
});
