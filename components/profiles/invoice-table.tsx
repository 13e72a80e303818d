import { useLocale, useTranslations } from "next-intl";
import { formatExactAmount } from "@/components/format/amount";
import { formatDay } from "@/components/format/day";
import { Table } from "@/components/ui/table";
import type { ProfileView } from "@/domain/profiles/schema";

type Invoice = ProfileView["sections"][number]["invoices"][number];

const shown = 50;

/** The latest single invoices. */
export function InvoiceTable({ invoices }: { invoices: readonly Invoice[] }) {
  const t = useTranslations("profiles");
  const locale = useLocale();
  const latest = invoices.toSorted((a, b) => (a.on < b.on ? 1 : -1)).slice(0, shown);
  const amount = (key: "amount" | "tax" | "total") => ({
    key,
    header: t(`column.${key}`),
    align: "end" as const,
    cell: (invoice: Invoice) => formatExactAmount(invoice[key], locale),
  });
  return (
    <Table
      isDense
      caption={t("invoices", { count: latest.length })}
      rows={latest}
      rowKey={(invoice) => `${invoice.direction}-${invoice.number}-${invoice.on}-${invoice.amount}`}
      columns={[
        { key: "on", header: t("column.on"), cell: ({ on }) => formatDay(on, locale) },
        {
          key: "number",
          header: t("column.number"),
          isRowHeader: true,
          cell: ({ number }) => number,
        },
        {
          key: "direction",
          header: t("column.direction"),
          cell: ({ direction }) => t(`direction.${direction}`),
        },
        {
          key: "counterparty",
          header: t("column.counterparty"),
          cell: ({ counterparty }) => counterparty,
        },
        amount("amount"),
        amount("tax"),
        amount("total"),
        { key: "state", header: t("column.state"), cell: ({ state }) => t(`state.${state}`) },
      ]}
    />
  );
}
