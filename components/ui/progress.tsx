import { clsx } from "clsx";

const fills = {
  ink: "fill-ink",
  celadon: "fill-celadon",
  ochre: "fill-ochre",
  refusal: "fill-refusal",
} as const;
export type BarTone = keyof typeof fills;

/** How much of a whole, 0–1, as a thin bar; always beside the words that say it. */
export function Bar({
  share,
  tone = "ink",
  className,
}: {
  share: number;
  tone?: BarTone;
  className?: string;
}) {
  const width = Math.round(Math.min(1, Math.max(0, share)) * 1000) / 10;
  return (
    <svg
      viewBox="0 0 100 4"
      preserveAspectRatio="none"
      aria-hidden="true"
      className={clsx("block h-1 w-full", className)}
    >
      <rect width="100" height="4" className="fill-line" />
      <rect width={width} height="4" className={fills[tone]} />
    </svg>
  );
}

/** A task under way, with its words. */
export function Progress({
  label,
  value,
  max,
  text,
}: {
  label: string;
  value: number;
  max: number;
  text?: string;
}) {
  return (
    <label className="grid gap-1 text-sm">
      <span className="flex justify-between gap-4">
        {label}
        {text && <span className="figures text-ink-soft">{text}</span>}
      </span>
      <progress
        value={value}
        max={max}
        className="block h-1 w-full appearance-none border-0 bg-line [&::-moz-progress-bar]:bg-ink [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-ink"
      />
    </label>
  );
}
