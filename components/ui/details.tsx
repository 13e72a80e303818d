import type { ReactNode } from "react";

/** More, when asked for. */
export function Details({
  summary,
  children,
  isOpen = false,
  className,
}: {
  summary: ReactNode;
  children: ReactNode;
  isOpen?: boolean;
  className?: string;
}) {
  return (
    <details open={isOpen} className={className}>
      <summary className="inline-flex min-h-8 items-center gap-2 text-sm text-ink-soft hover:text-ink">
        <svg
          viewBox="0 0 8 12"
          className="h-2.5 w-2 flex-none transition-transform [[open]>summary>&]:rotate-90"
          aria-hidden="true"
        >
          <path d="m1.5 1 5 5-5 5" fill="none" stroke="currentColor" strokeWidth="1.5" />
        </svg>
        <span className="link">{summary}</span>
      </summary>
      <div className="pt-2 pb-1">{children}</div>
    </details>
  );
}
