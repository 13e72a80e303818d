import type { ReactNode } from "react";

/** Says a change to those who listen. Keep it mounted and change its text; `children` may be null. */
export function LiveRegion({
  children,
  isVisible = false,
}: {
  children: ReactNode;
  isVisible?: boolean;
}) {
  return (
    <output className={isVisible ? "block text-sm text-ink-soft" : "sr-only"}>{children}</output>
  );
}
