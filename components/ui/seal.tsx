import { clsx } from "clsx";

/*
 * 信 cut as in a square seal: strokes of one width on a 100-unit block, drawn here so that the mark
 * is the same on every machine.
 */
const strokes = [
  "M37 16 L18 44", // 亻, the falling stroke
  "M28 34 V85", // 亻, the upright
  "M63 13 V24", // 言, the dot
  "M43 30 H85",
  "M49 43 H79",
  "M49 55 H79",
  "M50 68 H78 V83 H50 Z",
].join(" ");

/**
 * The seal. In vermilion it means that somebody signed (`isFresh` plays the imprint once);
 * in ink it is the platform's own mark.
 */
export function Seal({
  tone = "vermilion",
  label,
  isFresh = false,
  className,
}: {
  tone?: "vermilion" | "ink";
  /** What it attests; without a label it is decoration. */
  label?: string;
  isFresh?: boolean;
  /** Give the size here: `size-12`. */
  className?: string;
}) {
  return (
    <svg
      viewBox="0 0 100 100"
      role={label ? "img" : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : true}
      className={clsx(
        "flex-none",
        tone === "vermilion" ? "text-vermilion" : "text-ink",
        isFresh && "seal-imprint",
        className,
      )}
    >
      <path
        d="M5 3.5 L95.5 3 Q97.5 3 97.4 5.2 L96.6 95 Q96.6 97 94.4 97 L5.4 97.2 Q3.2 97.2 3.2 95 L2.6 5.8 Q2.6 3.5 5 3.5 Z"
        fill="currentColor"
      />
      <path
        d={strokes}
        fill="none"
        strokeWidth="7"
        strokeLinejoin="miter"
        className="stroke-paper"
      />
    </svg>
  );
}
