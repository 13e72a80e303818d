import { clsx } from "clsx";

/** Something asked for is on its way; beside the words that say what. */
export function Busy({ className = "size-4" }: { className?: string }) {
  return (
    <svg viewBox="0 0 16 16" className={clsx("animate-spin", className)} aria-hidden="true">
      <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" strokeWidth="2" opacity="0.3" />
      <path d="M8 2a6 6 0 0 1 6 6" fill="none" stroke="currentColor" strokeWidth="2" />
    </svg>
  );
}
