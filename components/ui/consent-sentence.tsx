import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
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

/** The parts of a consent as text; days are written out. */
type Parts = {
  /** Whether the recipient sees something or tells it to the platform. */
  voice: "seeing" | "telling";
  form: "live" | "draft" | "scheduled" | "paused" | "ended" | "never";
  who: string;
  what: string;
  why: string;
  from: string;
  until: string;
};

/** The sentence alone, to stand in a list. */
export function ConsentLine({ voice, form, who, what, why, from, until }: Parts) {
  const t = useTranslations("common.consent");
  return t.rich(`${voice}.${form}`, {
    who: strong,
    what: strong,
    why: strong,
    from: strong,
    until: strong,
    whoText: who,
    whatText: what,
    whyText: why,
    fromText: from,
    untilText: until,
  });
}

/**
 * Who may see what, why and until when, in one sentence, with the seal while it is live; below it,
 * how often, how long it is kept and how to stop. `children` are the expansion: items, reads used,
 * history.
 */
export function ConsentSentence({
  terms,
  mark,
  stateText,
  isFresh = false,
  action,
  notice,
  children,
  className,
  ...parts
}: Parts & {
  terms: string | null;
  mark: ConsentMark;
  stateText: string;
  /** Just signed: plays the imprint. */
  isFresh?: boolean;
  action?: ReactNode;
  /** What should be noticed about it, in the open. */
  notice?: ReactNode;
  children?: ReactNode;
  className?: string;
}) {
  const t = useTranslations("common.consent");
  return (
    <article className={clsx("flex gap-5 border-t border-ink py-5", className)}>
      <div className="min-w-0 flex-1">
        <p className={clsx("measure text-lg", mark === "ended" && "text-ink-soft")}>
          <ConsentLine {...parts} />
        </p>
        {terms && <p className="measure mt-1 text-sm text-ink-soft">{terms}</p>}
        <div className="mt-2 flex flex-wrap items-center gap-x-5 gap-y-2 text-sm">
          <Status tone={tones[mark]}>{stateText}</Status>
          {action}
        </div>
        {notice && <div className="mt-3">{notice}</div>}
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
