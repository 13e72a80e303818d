import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { useId, type ReactNode } from "react";
import { Details } from "@/components/ui/details";

export type Point = { key: string; label: string; value: number };

export type ChartText = {
  /** What it shows, as a heading: 每月放款金额. */
  title: string;
  /** What is to be seen in it, in a sentence. */
  description?: string;
  /** A small multiple: one drawing, for a third of a page. */
  isSmall?: boolean;
  className?: string;
};

type Drawing = { height: number; marks: ReactNode };

const wide = 600;
const narrow = 340;
const small = 210;

/**
 * Title, drawing and the numbers behind it. The drawing is made twice, for a phone's and for a
 * page's width, so that its type keeps its size; only one of the two is ever displayed.
 */
export function Frame({
  title,
  description,
  isSmall = false,
  className,
  head,
  rows,
  draw,
}: ChartText & {
  head: readonly string[];
  rows: readonly (readonly string[])[];
  draw: (width: number) => Drawing;
}) {
  const t = useTranslations("common.chart");
  return (
    <figure className={clsx("grid gap-2", className)}>
      <figcaption className={clsx(isSmall ? "text-sm" : "text-base", "font-medium")}>
        {title}
      </figcaption>
      {isSmall ? (
        <Plate
          {...{ title, description }}
          width={small}
          drawing={draw(small)}
          className="max-w-80"
        />
      ) : (
        <>
          <Plate
            {...{ title, description }}
            width={narrow}
            drawing={draw(narrow)}
            className="sm:hidden"
          />
          <Plate
            {...{ title, description }}
            width={wide}
            drawing={draw(wide)}
            className="max-w-200 max-sm:hidden"
          />
        </>
      )}
      <Details summary={t("table")} className="no-print">
        <table className="w-full border-collapse text-sm">
          <caption className="sr-only">{title}</caption>
          <thead>
            <tr className="border-b border-ink">
              {head.map((name, column) => (
                <th
                  key={name}
                  scope="col"
                  className={clsx("py-1.5 text-ink-soft", column === 0 ? "text-start" : "text-end")}
                >
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(([name = "", ...values], row) => (
              // A period may be named twice, but its place is its own.
              <tr key={`${name}-${row}`} className="border-b border-line">
                <th scope="row" className="py-1.5 text-start font-normal">
                  {name}
                </th>
                {values.map((value, column) => (
                  <td key={head[column + 1]} className="figures py-1.5 text-end">
                    {value}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Details>
    </figure>
  );
}

function Plate({
  title,
  description,
  width,
  drawing,
  className,
}: {
  title: string;
  description: string | undefined;
  width: number;
  drawing: Drawing;
  className: string;
}) {
  const id = useId();
  return (
    <svg
      role="img"
      viewBox={`0 0 ${width} ${drawing.height}`}
      aria-labelledby={`${id}-title`}
      aria-describedby={description ? `${id}-description` : undefined}
      className={clsx("chart", className)}
    >
      <title id={`${id}-title`}>{title}</title>
      {description && <desc id={`${id}-description`}>{description}</desc>}
      {drawing.marks}
    </svg>
  );
}
