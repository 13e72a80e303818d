import { Monitor, Moon, Sun } from "lucide-react";
import { useLocale } from "next-intl";
import { getTranslations } from "next-intl/server";
import { cookies } from "next/headers";
import { isTheme, themeCookie } from "./theme";

const languages = [
  { locale: "zh-CN", name: "中文" },
  { locale: "en", name: "English" },
] as const;

const appearances = [
  { theme: "system", Icon: Monitor },
  { theme: "light", Icon: Sun },
  { theme: "dark", Icon: Moon },
] as const;

/** One press to the other language; works without scripts. */
export function LanguageSwitch() {
  const current = useLocale();
  const other = languages.find(({ locale }) => locale !== current) ?? languages[0];
  return (
    <form action="/api/preferences" method="post">
      <button
        name="locale"
        value={other.locale}
        lang={other.locale}
        className="min-h-11 px-2 text-sm text-ink-soft hover:text-ink"
      >
        {other.name}
      </button>
    </form>
  );
}

/** Light, dark or as the system; works without scripts. */
export async function ThemeSwitch() {
  const t = await getTranslations("common.preferences");
  const kept = (await cookies()).get(themeCookie)?.value;
  const current = isTheme(kept) ? kept : "system";
  return (
    <form action="/api/preferences" method="post" className="flex">
      <fieldset className="flex">
        <legend className="sr-only">{t("theme")}</legend>
        {appearances.map(({ theme, Icon }) => (
          <button
            key={theme}
            name="theme"
            value={theme}
            aria-label={t(theme)}
            title={t(theme)}
            aria-pressed={theme === current}
            className="flex size-11 items-center justify-center border-b-2 border-transparent text-ink-faint hover:text-ink aria-pressed:border-ink aria-pressed:text-ink"
          >
            <Icon className="size-4" aria-hidden="true" />
          </button>
        ))}
      </fieldset>
    </form>
  );
}
