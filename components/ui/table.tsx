/* oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role --
   The roles outlive `display: block`, which takes a table's meaning away on phones in some browsers. */
import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";

export type Column<Row> = {
  key: string;
  header: string;
  cell: (row: Row) => ReactNode;
  /** `end` for everything that is counted. */
  align?: "start" | "end";
  /** The cell that names the row. */
  isRowHeader?: boolean;
  /** Sentences: on phones they stand under their label, and read from its edge. */
  isProse?: boolean;
};

type TableProps<Row> = {
  caption: ReactNode;
  isCaptionHidden?: boolean;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** The last row: sums. Cells by column key. */
  footer?: Partial<Record<string, ReactNode>>;
  empty?: ReactNode;
  isDense?: boolean;
  className?: string;
};

/** Rows and aligned numbers; on phones each row becomes a labelled block. */
export function Table<Row>({
  caption,
  isCaptionHidden = false,
  columns,
  rows,
  rowKey,
  footer,
  empty,
  isDense = false,
  className,
}: TableProps<Row>) {
  const t = useTranslations("common.table");
  const space = isDense ? "py-1.5 pe-4 last:pe-0" : "py-3 pe-6 last:pe-0";
  const align = (column: Column<Row>) =>
    column.align === "end" ? "text-end figures" : "text-start";
  return (
    <div className={clsx("overflow-x-auto", className)}>
      <table role="table" className={clsx("stacked w-full border-collapse", isDense && "text-sm")}>
        <caption className={clsx(isCaptionHidden ? "sr-only" : "pb-2 text-start font-semibold")}>
          {caption}
        </caption>
        <thead role="rowgroup">
          <tr role="row" className="border-b border-ink">
            {columns.map((column) => (
              <th
                key={column.key}
                role="columnheader"
                scope="col"
                className={clsx(
                  space,
                  align(column),
                  "align-bottom text-sm break-keep text-ink-soft",
                )}
              >
                {column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.length === 0 && (
            <tr role="row">
              <td role="cell" colSpan={columns.length} className="py-6 text-ink-soft">
                {empty ?? t("empty")}
              </td>
            </tr>
          )}
          {rows.map((row) => (
            <tr key={rowKey(row)} role="row" className="border-b border-line">
              {columns.map((column) =>
                column.isRowHeader ? (
                  <th
                    key={column.key}
                    role="rowheader"
                    scope="row"
                    data-label={column.header}
                    className={clsx(space, align(column), "align-top")}
                  >
                    {column.cell(row)}
                  </th>
                ) : (
                  <td
                    key={column.key}
                    role="cell"
                    data-label={column.header}
                    data-prose={column.isProse}
                    className={clsx(space, align(column), "align-top")}
                  >
                    {column.cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
        {footer && (
          <tfoot role="rowgroup">
            <tr role="row" className="border-t border-ink font-semibold">
              {columns.map((column) => (
                <td key={column.key} role="cell" className={clsx(space, align(column))}>
                  {footer[column.key]}
                </td>
              ))}
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  );
}
