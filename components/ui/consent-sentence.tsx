import { clsx } from "clsx";
import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { formatDay } from "@/components/format/day";
import { Details } from "./details";
import { Seal } from "./seal";
import { Status, type Tone } from "./status";

export type ConsentMark = "live" | "draft" | "paused" | "ended";

const tones: Record<ConsentMark, Tone> = {
  live: "consent",
  draft: "waiting",
  paused: "waiting",
  ended: "neutral",
};

const strong = (chunks: ReactNode) => <strong className="font-medium">{chunks}</strong>;

/**
 * Who may see what, why and until when, in one sentence, with the seal while it is live.
 * `children` are the expansion: items, reads used, history. `stateText` overrides the four default words.
 */
export function ConsentSentence({
  who,
  what,
  why,
  until,
  mark,
  stateText,
  isFresh = false,
  action,
  children,
  className,
}: {
  who: string;
  what: string;
  why: string;
  /** The last day, "2026-12-21". */
  until: string;
  mark: ConsentMark;
  stateText?: string;
  /** Just signed: plays the imprint. */
  isFresh?: boolean;
  action?: ReactNode;
  children?: ReactNode;
  className?: string;
}) {
  const t = useTranslations("common.consent");
  const locale = useLocale();
  return (
    <article className={clsx("flex gap-5 border-t border-ink py-5", className)}>
      <div className="min-w-0 flex-1">
        <p className={clsx("measure text-lg", mark === "ended" && "text-ink-soft")}>
          {t.rich("sentence", {
            who: strong,
            what: strong,
            why: strong,
            until: strong,
            whoText: who,
            whatText: what,
            whyText: why,
            untilText: formatDay(until, locale),
          })}
        </p>
        <div className="mt-2 flex flex-wrap items-center gap-x-5 gap-y-2 text-sm">
          <Status tone={tones[mark]}>{stateText ?? t(mark)}</Status>
          {action}
        </div>
        {children && (
          <Details summary={t("more")} className="mt-2">
            {children}
          </Details>
        )}
      </div>
      {mark === "live" && (
        <Seal label={t("seal")} isFresh={isFresh} className="size-14 sm:size-18" />
      )}
    </article>
  );
}
