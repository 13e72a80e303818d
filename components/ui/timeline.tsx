import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { Tone } from "./status";

const dots: Record<Tone, string> = {
  good: "fill-celadon stroke-celadon",
  waiting: "fill-paper stroke-ochre",
  refused: "fill-refusal stroke-refusal",
  neutral: "fill-paper stroke-line-strong",
  done: "fill-ink stroke-ink",
  consent: "fill-vermilion stroke-vermilion",
};

export type TimelineEntry = {
  key: string;
  title: ReactNode;
  when?: ReactNode;
  body?: ReactNode;
  tone?: Tone;
};

/** What happened, in order, on one line of ink. */
export function Timeline({
  entries,
  label,
}: {
  entries: readonly TimelineEntry[];
  label?: string;
}) {
  return (
    <ol aria-label={label}>
      {entries.map((entry, index) => (
        <li key={entry.key} className="relative ps-6 pb-5 last:pb-0">
          {index < entries.length - 1 && (
            <span aria-hidden="true" className="absolute start-[5px] top-4 bottom-0 w-px bg-line" />
          )}
          <svg
            viewBox="0 0 12 12"
            aria-hidden="true"
            className="absolute start-0 top-[0.45em] size-[11px]"
          >
            <circle cx="6" cy="6" r="4.5" strokeWidth="2" className={dots[entry.tone ?? "done"]} />
          </svg>
          <div className="flex flex-wrap items-baseline justify-between gap-x-4">
            <p className="font-medium">{entry.title}</p>
            {entry.when && <p className="text-sm text-ink-soft">{entry.when}</p>}
          </div>
          {entry.body && <div className="text-ink-soft">{entry.body}</div>}
        </li>
      ))}
    </ol>
  );
}

export type Step = { key: string; label: string };

/** Where in a short procedure one stands. `current` is an index; its length means all done. */
export function Stepper({ steps, current }: { steps: readonly Step[]; current: number }) {
  const t = useTranslations("common.steps");
  return (
    <ol className="flex gap-2">
      {steps.map((step, index) => {
        const state = index < current ? "done" : index === current ? "current" : "todo";
        return (
          <li
            key={step.key}
            aria-current={state === "current" ? "step" : undefined}
            className={clsx(
              "flex-1 border-t-2 pt-1.5 text-sm",
              state === "done" && "border-ink text-ink-soft",
              state === "current" && "border-ink font-semibold",
              state === "todo" && "border-line text-ink-faint",
            )}
          >
            <span className="figures me-1.5">{index + 1}</span>
            <span className={clsx(state !== "current" && "max-sm:sr-only")}>{step.label}</span>
            <span className="sr-only"> ({t(state)})</span>
          </li>
        );
      })}
    </ol>
  );
}
