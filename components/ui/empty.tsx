import { clsx } from "clsx";
import type { ReactNode } from "react";

/** Says what will be here, and the one act that fills it. */
export function Empty({
  title,
  children,
  action,
  className,
}: {
  title: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
  className?: string;
}) {
  return (
    <div className={clsx("border-y border-line py-10", className)}>
      <p className="text-lg">{title}</p>
      {children && <div className="measure mt-1 text-ink-soft">{children}</div>}
      {action && <div className="mt-5">{action}</div>}
    </div>
  );
}
