import { clsx } from "clsx";
import type { ReactNode } from "react";

export type Description = { term: ReactNode; details: ReactNode; key?: string };

/** Terms and what they are, in one or two columns of hairlines. */
export function DescriptionList({
  items,
  columns = 1,
  className,
}: {
  items: readonly Description[];
  columns?: 1 | 2;
  className?: string;
}) {
  return (
    <dl className={clsx(columns === 2 && "gap-x-10 sm:grid sm:grid-cols-2", className)}>
      {items.map((item, index) => (
        <div
          key={item.key ?? index}
          className="flex items-baseline justify-between gap-6 border-b border-line py-2"
        >
          <dt className="flex-none text-ink-soft">{item.term}</dt>
          <dd className="min-w-0 text-end">{item.details}</dd>
        </div>
      ))}
    </dl>
  );
}
