import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { leastOf } from "@/components/format/amount";
import { Amount, Count, Rate } from "@/components/format/values";
import { Table } from "@/components/ui/table";
import { restOf, type PublishedCell } from "@/domain/oversight/published";
import { orderOf, useCellName, type Breakdown } from "./cell-name";

const restKey = "rest";

/** One breakdown of a quarter: what is withheld says so, and what it comes to together is shown. */
export function BreakdownTable({
  dimension,
  total,
  cells,
}: {
  dimension: Breakdown;
  total: PublishedCell;
  cells: readonly PublishedCell[];
}) {
  const t = useTranslations("statistics");
  const nameOf = useCellName();
  const order = (key: string) => orderOf(dimension, key);
  const rest = restOf(total, cells);
  const rows: PublishedCell[] = [
    ...cells.toSorted((a, b) => (order(a.key) < order(b.key) ? -1 : 1)),
    ...(rest && rest.loans > 0
      ? [{ key: restKey, applications: null, annualRate: null, ...rest }]
      : []),
  ];
  const least = leastOf(rows.flatMap(({ amount }) => (amount === null ? [] : [amount])));
  const shown = <T,>(row: PublishedCell, value: T | null, draw: (value: T) => ReactNode) =>
    value !== null ? (
      draw(value)
    ) : (
      <span className="text-sm text-ink-faint">{row.key === restKey ? "" : t("withheld")}</span>
    );
  return (
    <Table
      caption={t(`dimension.${dimension}`)}
      isDense
      rows={rows}
      rowKey={({ key }) => key}
      columns={[
        {
          key: "name",
          header: t(`column.${dimension}`),
          isRowHeader: true,
          cell: ({ key }) => (
            <span className="font-medium">
              {key === restKey ? t("rest") : nameOf(dimension, key)}
            </span>
          ),
        },
        // Rates are a property of loans: an application has none yet.
        ...(dimension === "rate"
          ? []
          : [
              {
                key: "applications",
                header: t("column.applications"),
                align: "end" as const,
                cell: (row: PublishedCell) =>
                  shown(row, row.applications, (count) => <Count count={count} />),
              },
            ]),
        {
          key: "loans",
          header: t("column.loans"),
          align: "end",
          cell: (row) => shown(row, row.loans, (count) => <Count count={count} />),
        },
        {
          key: "amount",
          header: t("column.amount"),
          align: "end",
          cell: (row) => shown(row, row.amount, (fen) => <Amount fen={fen} like={least} />),
        },
        {
          key: "annualRate",
          header: t("column.annualRate"),
          align: "end",
          cell: (row) => shown(row, row.annualRate, (rate) => <Rate basisPoints={rate} />),
        },
      ]}
    />
  );
}
