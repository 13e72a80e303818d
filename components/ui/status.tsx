import { clsx } from "clsx";
import type { ReactNode } from "react";

/** `consent` is a live consent's mark; nothing else is vermilion. */
export type Tone = "good" | "waiting" | "refused" | "neutral" | "done" | "consent";

const colours: Record<Tone, string> = {
  good: "text-celadon",
  waiting: "text-ochre",
  refused: "text-refusal",
  neutral: "text-ink-soft",
  done: "text-ink",
  consent: "text-vermilion",
};

const shapes: Record<Tone, ReactNode> = {
  good: (
    <>
      <circle cx="6" cy="6" r="5.25" fill="currentColor" />
      <path d="m3.4 6.2 1.9 1.9 3.4-3.9" className="stroke-paper" fill="none" strokeWidth="1.5" />
    </>
  ),
  waiting: (
    <>
      <circle cx="6" cy="6" r="4.75" fill="none" stroke="currentColor" strokeWidth="1.25" />
      <path d="M6 1.5a4.5 4.5 0 0 1 0 9z" fill="currentColor" />
    </>
  ),
  refused: <path d="m2 2 8 8m0-8-8 8" fill="none" stroke="currentColor" strokeWidth="2" />,
  neutral: <circle cx="6" cy="6" r="4.5" fill="none" stroke="currentColor" strokeWidth="1.5" />,
  done: <circle cx="6" cy="6" r="5" fill="currentColor" />,
  consent: (
    <>
      <rect x="0.75" y="0.75" width="10.5" height="10.5" rx="1" fill="currentColor" />
      <path d="M4 3.5v5M8 3.5v5M4 6h4" className="stroke-paper" fill="none" strokeWidth="1.25" />
    </>
  ),
};

/** A state in words with a shape of its own, so that colour is never the only sign. */
export function Status({
  tone,
  children,
  className,
}: {
  tone: Tone;
  children: ReactNode;
  className?: string;
}) {
  return (
    <span className={clsx("inline-flex items-baseline gap-1.5", colours[tone], className)}>
      <svg viewBox="0 0 12 12" className="size-[0.75em] flex-none" aria-hidden="true">
        {shapes[tone]}
      </svg>
      <span>{children}</span>
    </span>
  );
}

/** A short fact beside a name: 首贷, 信用贷. Outlined, never coloured. */
export function Tag({ children }: { children: ReactNode }) {
  return (
    <span className="inline-block rounded-sm border border-line-strong px-1.5 text-xs leading-5 whitespace-nowrap text-ink-soft">
      {children}
    </span>
  );
}
