import { useLocale, useTranslations } from "next-intl";
import { formatDay, dayInShanghai } from "@/components/format/day";
import { Details } from "@/components/ui/details";
import { Status, type Tone } from "@/components/ui/status";
import type { TemplateView } from "@/domain/templates/schema";

const tones = {
  draft: "waiting",
  active: "good",
  retired: "done",
  discarded: "neutral",
} as const satisfies Record<TemplateView["state"], Tone>;

/** Every version there was, newest first. A consent keeps the one it was signed under. */
export function TemplateHistory({ versions }: { versions: readonly TemplateView[] }) {
  const t = useTranslations("templates.history");
  const locale = useLocale();
  return (
    <ol className="grid gap-3">
      {versions.map(({ version, state, wording, approvedAt, proposedBy }) => (
        <li key={version} className="grid gap-1 border-t border-line pt-3">
          <div className="flex flex-wrap items-baseline gap-x-4">
            <span className="font-medium">{t("version", { version })}</span>
            <Status tone={tones[state]}>{t(`state.${state}`)}</Status>
            <span className="text-sm text-ink-soft">
              {approvedAt && t("approved", { day: formatDay(dayInShanghai(approvedAt), locale) })}
              {proposedBy === null && t("shipped")}
              {state === "discarded" && t("never")}
            </span>
          </div>
          <Details summary={t("wording")}>
            <p lang="zh-CN" className="measure">
              {wording.zh}
            </p>
            <p lang="en" className="measure mt-3">
              {wording.en}
            </p>
          </Details>
        </li>
      ))}
    </ol>
  );
}
