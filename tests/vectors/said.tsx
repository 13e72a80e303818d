import { readFileSync } from "node:fs";
import { NextIntlClientProvider, type AbstractIntlMessages } from "next-intl";
import { renderToStaticMarkup } from "react-dom/server";
import { Sentence } from "@/components/matching/sentence";
import { locales, type Locale } from "@/components/messages/locales";
import type { Sentence as SentenceParts } from "@/domain/matching/sentences";

const read = (locale: Locale, name: string) =>
  JSON.parse(
    readFileSync(
      new URL(`../../components/messages/${locale}/${name}.json`, import.meta.url),
      "utf8",
    ),
  ) as AbstractIntlMessages;
const messages = new Map(
  locales.map((locale) => [
    locale,
    Object.fromEntries(["matching", "states", "sources"].map((name) => [name, read(locale, name)])),
  ]),
);

/** Sentences as the firm reads them; a text that is missing throws. */
export function said(locale: Locale, sentences: readonly SentenceParts[]): string {
  return sentences
    .map((sentence) =>
      renderToStaticMarkup(
        <NextIntlClientProvider
          locale={locale}
          timeZone="Asia/Shanghai"
          messages={messages.get(locale) ?? {}}
          onError={(error) => {
            throw error;
          }}
        >
          <Sentence sentence={sentence} />
        </NextIntlClientProvider>,
      ),
    )
    .join(locale === "en" ? "; " : "；");
}
