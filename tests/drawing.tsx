import { readFileSync } from "node:fs";
import { NextIntlClientProvider, type AbstractIntlMessages } from "next-intl";
import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import type { Locale } from "@/components/messages/locales";
import type { Namespace } from "@/components/messages/namespaces";

/** Draws a component as the server would, with the words of some namespaces; a text that is missing throws. */
export const drawerOf =
  (namespaces: readonly Namespace[]) =>
  (locale: Locale, children: ReactNode): string =>
    renderToStaticMarkup(
      <NextIntlClientProvider
        locale={locale}
        timeZone="Asia/Shanghai"
        messages={Object.fromEntries(namespaces.map((name) => [name, wordsOf(locale, name)]))}
        onError={(error) => {
          throw error;
        }}
      >
        {children}
      </NextIntlClientProvider>,
    );

/** The words of one namespace. */
export const wordsOf = (locale: Locale, name: Namespace) =>
  JSON.parse(
    readFileSync(new URL(`../components/messages/${locale}/${name}.json`, import.meta.url), "utf8"),
  ) as AbstractIntlMessages;
