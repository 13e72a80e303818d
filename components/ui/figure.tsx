import { clsx } from "clsx";
import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Sparkline } from "@/components/charts/sparkline";
import { formatDay } from "@/components/format/day";
import { Details } from "./details";

export type Change = {
  /** As read: "+12.4 %". */
  text: ReactNode;
  direction: "up" | "down" | "same";
  /** Against what: 比去年同期. */
  against: string;
};

const arrows = { up: "M6 1.5 11 10H1z", down: "M6 10.5 1 2h10z", same: "M1 5h10v2H1z" } as const;

/** One number that counts: what, how much, how it moved, as of when, and how it is counted. */
export function Figure({
  label,
  value,
  unit,
  change,
  series,
  asOf,
  definition,
  exportHref,
  size = "normal",
  className,
}: {
  label: ReactNode;
  value: ReactNode;
  unit?: ReactNode;
  change?: Change;
  /** The last periods, oldest first. */
  series?: readonly number[];
  /** A calendar day. */
  asOf?: string;
  definition?: ReactNode;
  exportHref?: string;
  size?: "normal" | "large";
  className?: string;
}) {
  const t = useTranslations("common.figure");
  const locale = useLocale();
  return (
    <figure className={clsx("grid content-start gap-1 border-t border-ink pt-2", className)}>
      <figcaption className="text-sm text-ink-soft">{label}</figcaption>
      <p
        className={clsx(
          "figures leading-tight font-semibold",
          size === "large" ? "text-xl sm:text-2xl" : "text-xl",
        )}
      >
        <span className="break-keep">{value}</span>{" "}
        {unit && <span className="text-base font-normal text-ink-soft">{unit}</span>}
      </p>
      {series && series.length > 1 && <Sparkline values={series} className="mt-1 h-8" />}
      {change && (
        <p className="figures text-sm">
          <svg viewBox="0 0 12 12" className="me-1.5 inline-block size-2" aria-hidden="true">
            <path d={arrows[change.direction]} fill="currentColor" />
          </svg>
          {change.text} <span className="text-ink-soft">{change.against}</span>
        </p>
      )}
      {(asOf || exportHref) && (
        <p className="flex justify-between gap-4 text-xs text-ink-soft">
          {asOf && <span>{t("asOf", { day: formatDay(asOf, locale) })}</span>}
          {exportHref && (
            <a href={exportHref} className="link no-print" download>
              {t("export")}
            </a>
          )}
        </p>
      )}
      {definition && (
        <Details summary={t("definition")} className="no-print">
          <p className="text-sm text-ink-soft">{definition}</p>
        </Details>
      )}
    </figure>
  );
}
