import { createTranslator } from "next-intl";
import { noticeSentence } from "@/components/notifications/notice-sentence";
import en from "@/components/messages/en/notifications.json";
import zh from "@/components/messages/zh-CN/notifications.json";
import type { Audience } from "@/domain/notifications/audience";
import { addressCodeMinutes } from "@/domain/notifications/mail";
import type { EventName } from "@/domain/notifications/events";
import { placeOf } from "@/domain/notifications/places";
import type { NoticeParams } from "@/domain/notifications/schema";
import type { NoticeLanguage } from "@/domain/shared/languages";

type Text = { subject: string; text: string; html: string };

const messages = { "zh-CN": zh, en };
const placeOfSettings: Record<Audience, string> = {
  enterprise: "/sme/notifications",
  bank: "/bank/notifications",
  office: "/credit-office/notifications",
};

const wordsIn = (locale: NoticeLanguage) => {
  const t = createTranslator({ locale, messages: { notifications: messages[locale] } });
  return (key: string, values: Record<string, string | number> = {}) =>
    t<never>(`notifications.${key}` as never, values as never);
};

/** The words of a notice by mail: what happened and where to read on, never more than the page's own sentence. */
export function noticeLetter(
  site: string,
  notice: {
    audience: Audience;
    kind: string;
    subjectId: string;
    params: NoticeParams;
    organization: string | null;
    language: NoticeLanguage;
  },
): Text {
  const { audience, kind, subjectId, language, organization } = notice;
  const words = wordsIn(language);
  const has = (key: string) => hasKey(messages[language], key);
  const [noun] = kind.split(".");
  const subjectKey = `mail.subject.${noun}`;
  const place = placeOf(audience, kind as EventName, subjectId)?.href ?? placeOfSettings[audience];
  return letter(
    language,
    `${words("mail.from")} · ${words(has(subjectKey) ? subjectKey : "mail.subject.other")}`,
    [
      ...(organization ? [words("mail.greeting", { organization })] : []),
      noticeSentence(Object.assign(words, { has }), language, notice),
      { label: words("mail.open"), href: new URL(place, site).href },
      words("mail.safe"),
      { label: words("mail.why"), href: new URL(placeOfSettings[audience], site).href },
    ],
  );
}

/** The code that shows whose address it is; nothing to click, so nothing to be lured by. */
export function codeLetter(language: NoticeLanguage, code: string): Text {
  const words = wordsIn(language);
  return letter(language, words("mail.codeSubject"), [
    words("mail.code", { code, minutes: addressCodeMinutes }),
    words("mail.codeNotYou"),
  ]);
}

type Part = string | { label: string; href: string };

function letter(language: NoticeLanguage, subject: string, parts: readonly Part[]): Text {
  const text = parts.map((part) =>
    typeof part === "string" ? part : `${part.label}\n${part.href}`,
  );
  const html = parts.map((part) =>
    typeof part === "string"
      ? `<p>${escaped(part)}</p>`
      : `<p>${escaped(part.label)}<br><a href="${escaped(part.href)}">${escaped(part.href)}</a></p>`,
  );
  return {
    subject,
    text: `${text.join("\n\n")}\n`,
    html: `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${escaped(subject)}</title></head><body>${html.join("")}</body></html>`,
  };
}

const entities: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const escaped = (text: string) => text.replaceAll(/[&<>"']/g, (mark) => entities[mark] ?? mark);

function hasKey(messagesOf: object, key: string): boolean {
  let found: unknown = messagesOf;
  for (const step of key.split("."))
    found = typeof found === "object" && found !== null ? Reflect.get(found, step) : undefined;
  return typeof found === "string";
}
