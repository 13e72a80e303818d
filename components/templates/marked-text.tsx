import { useTranslations } from "next-intl";
import { markChanges } from "@/domain/templates/diff";

/** One text with what was taken out struck through and what came in underlined. */
export function MarkedText({
  before,
  after,
  lang,
}: {
  before: string;
  after: string;
  lang: "zh-CN" | "en";
}) {
  const t = useTranslations("templates.draft");
  const parts = markChanges(before, after);
  if (parts.every(({ kind }) => kind === "same"))
    return <p className="text-ink-soft">{t("wordingSame")}</p>;
  return (
    <p lang={lang} className="measure leading-relaxed">
      {parts.map(({ kind, text }, index) => {
        // The parts of one text have no other name than where they stand.
        const key = `${index}-${kind}`;
        if (kind === "removed")
          return (
            <del key={key} className="bg-refusal-wash text-refusal">
              {text}
            </del>
          );
        if (kind === "added")
          return (
            <ins key={key} className="bg-celadon-wash text-celadon">
              {text}
            </ins>
          );
        return <span key={key}>{text}</span>;
      })}
    </p>
  );
}
