import { clsx } from "clsx";
import Link from "next/link";
import type { ComponentProps, ReactNode } from "react";

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

type Look = {
  variant?: ButtonVariant | undefined;
  size?: ButtonSize | undefined;
  isWide?: boolean | undefined;
};

function look({ variant = "primary", size = "normal", isWide = false }: Look): string {
  return clsx(base, sizes[size], variants[variant], isWide && "w-full");
}

type ButtonProps = ComponentProps<"button"> & Look & { isPending?: boolean };

/** A verb. While pending it is busy and disabled, so a second press cannot submit twice. */
export function Button({
  variant,
  size,
  isWide,
  isPending = false,
  disabled,
  className,
  type = "button",
  children,
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      disabled={disabled === true || isPending}
      aria-busy={isPending || undefined}
      className={clsx(look({ variant, size, isWide }), className)}
    >
      {isPending && <Busy />}
      {children}
    </button>
  );
}

type LinkButtonProps = ComponentProps<typeof Link> & Look & { children: ReactNode };

/** A place to go that looks like a verb. */
export function LinkButton({ variant, size, isWide, className, ...rest }: LinkButtonProps) {
  return <Link {...rest} className={clsx(look({ variant, size, isWide }), className)} />;
}

function Busy() {
  return (
    <svg viewBox="0 0 16 16" className="size-4 animate-spin" aria-hidden="true">
      <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" strokeWidth="2" opacity="0.3" />
      <path d="M8 2a6 6 0 0 1 6 6" fill="none" stroke="currentColor" strokeWidth="2" />
    </svg>
  );
}
