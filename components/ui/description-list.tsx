import { clsx } from "clsx";
import type { ReactNode } from "react";

export type Description = {
  term: ReactNode;
  details: ReactNode;
  key?: string;
  /** Sentences rather than a value: they stand under the term, and read from its edge. */
  isProse?: boolean;
};

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
          className={clsx(
            "border-b border-line py-2",
            item.isProse
              ? "grid gap-1 sm:col-span-full"
              : "grid grid-cols-[fit-content(60%)_1fr] items-baseline gap-6",
          )}
        >
          {/* Either side gives way: a long term must not push what it names off a phone. */}
          <dt className="text-ink-soft">{item.term}</dt>
          <dd className={clsx("wrap-break-word", item.isProse ? "measure" : "text-end")}>
            {item.details}
          </dd>
        </div>
      ))}
    </dl>
  );
}
