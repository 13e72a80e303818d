/** `seal` is vermilion: only for an act that signs. */
export type ButtonVariant = "primary" | "seal" | "quiet" | "danger";
type ButtonSize = "small" | "normal" | "large";

const base =
  "inline-flex items-center justify-center gap-2 rounded-sm border text-center font-medium leading-tight no-underline transition-colors select-none disabled:opacity-55";
const sizes: Record<ButtonSize, string> = {
  small: "min-h-8 px-3 py-1 text-sm",
  normal: "min-h-11 px-4 py-2 text-base",
  large: "min-h-13 px-6 py-3 text-base",
};
const variants: Record<ButtonVariant, string> = {
  primary: "border-ink bg-ink text-paper not-disabled:hover:bg-ink-soft",
  seal: "border-vermilion bg-vermilion text-surface not-disabled:hover:border-vermilion-deep not-disabled:hover:bg-vermilion-deep",
  quiet:
    "border-line-strong bg-transparent text-ink not-disabled:hover:border-ink not-disabled:hover:bg-wash",
  danger: "border-refusal bg-transparent text-refusal not-disabled:hover:bg-refusal-wash",
};

export type Look = {
  variant?: ButtonVariant | undefined;
  size?: ButtonSize | undefined;
  isWide?: boolean | undefined;
};

/** The classes of a button, for what must not bring `next/link` with it: an error's page weighs on every page. */
export function buttonLook({ variant = "primary", size = "normal", isWide = false }: Look): string {
  const classes = [base, sizes[size], variants[variant]];
  if (isWide) classes.push("w-full");
  return classes.join(" ");
}
