import { readFileSync } from "node:fs";
import { createTranslator, type AbstractIntlMessages } from "next-intl";
import type { Locale } from "@/components/messages/locales";
import { namespaces } from "@/components/messages/namespaces";

type Values = Record<string, string | number>;

function translatorOf(locale: Locale) {
  const messages: AbstractIntlMessages = Object.fromEntries(
    namespaces.map((namespace) => {
      const file = new URL(
        `../../../components/messages/${locale}/${namespace}.json`,
        import.meta.url,
      );
      return [namespace, JSON.parse(readFileSync(file, "utf8")) as AbstractIntlMessages];
    }),
  );
  return createTranslator({ locale, messages, timeZone: "Asia/Shanghai" });
}

const chinese = translatorOf("zh-CN") as (key: string, values?: Values) => string;

/** The words on the screen, by the key the page takes them from: a rewording breaks no step. */
export const say = (key: string, values?: Values): string => chinese(key, values);

/** The words with a hole for each of the names: what is there is the group of the match. */
export function pattern(key: string, ...holes: string[]): RegExp {
  const marks = Object.fromEntries(holes.map((hole) => [hole, `\uE000${hole}\uE000`]));
  const text = say(key, marks).replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(text.replaceAll(/\uE000\w+\uE000/g, "(.+?)"), "u");
}

/** Exactly these words and nothing around them. */
export const exactly = (key: string, values?: Values) => ({ name: say(key, values), exact: true });
