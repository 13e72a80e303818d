import { clsx } from "clsx";
import Link from "next/link";
import type { ComponentProps, ReactNode } from "react";
import { Busy } from "./busy";
import { buttonLook, type Look } from "./button-look";

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
      className={clsx(buttonLook({ variant, size, isWide }), className)}
    >
      {isPending && <Busy />}
      {children}
    </button>
  );
}

type LinkButtonProps = ComponentProps<typeof Link> & Look & { children: ReactNode };

/** A place to go that looks like a verb. */
export function LinkButton({ variant, size, isWide, className, ...rest }: LinkButtonProps) {
  return <Link {...rest} className={clsx(buttonLook({ variant, size, isWide }), className)} />;
}
