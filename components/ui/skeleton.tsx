import { clsx } from "clsx";
import { useTranslations } from "next-intl";

/** Keeps the place of what is loading, so that nothing jumps. Give it the size by class. */
function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden="true" className={clsx("skeleton h-[1.5em]", className)} />;
}

/** A page or panel while it loads: a title and some lines, and one word for those who listen. */
export function Loading({ lines = 4, className }: { lines?: number; className?: string }) {
  const t = useTranslations("common.progress");
  return (
    <div className={clsx("grid gap-4", className)}>
      <output className="sr-only">{t("loading")}</output>
      <Skeleton className="h-9 w-2/3 max-w-96" />
      {Array.from({ length: lines }, (_, line) => (
        <Skeleton key={line} className={line % 3 === 2 ? "w-3/5" : "w-full"} />
      ))}
    </div>
  );
}
