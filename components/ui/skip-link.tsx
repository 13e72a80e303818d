import { useTranslations } from "next-intl";

export const mainId = "main";

/** The first stop of the keyboard on every page. */
export function SkipLink() {
  const t = useTranslations("common");
  return (
    <a
      href={`#${mainId}`}
      className="sr-only z-50 bg-ink px-4 py-3 text-paper focus:not-sr-only focus:fixed focus:start-4 focus:top-4"
    >
      {t("skip")}
    </a>
  );
}
