import { useTranslations } from "next-intl";
import { Amount, AnnualRate } from "@/components/format/values";
import { Table } from "@/components/ui/table";
import { quote, type QuoteTerms } from "@/domain/loans/quote";
import { repaymentKinds } from "@/domain/products/kinds";
import type { RepaymentKind } from "@/domain/products/schema";

/** The same loan repaid each way, side by side. */
export function KindsTable({
  terms,
  caption,
  nameOf,
}: {
  terms: QuoteTerms;
  caption: string;
  nameOf: (kind: RepaymentKind) => string;
}) {
  const t = useTranslations("calculator");
  // Revolving credit is quoted as fully drawn: the same money as interest first.
  const kinds = repaymentKinds.filter(
    (kind) => kind !== "revolving" || kind === terms.repaymentKind,
  );
  return (
    <Table
      caption={caption}
      isDense
      rows={kinds.map((kind) => ({ kind, found: quote({ ...terms, repaymentKind: kind }) }))}
      rowKey={({ kind }) => kind}
      columns={[
        {
          key: "kind",
          header: t("field.kind"),
          isRowHeader: true,
          cell: ({ kind }) =>
            kind === terms.repaymentKind ? <strong>{nameOf(kind)}</strong> : nameOf(kind),
        },
        {
          key: "annual",
          header: t("result.annual"),
          align: "end",
          cell: ({ found: { annualRate } }) =>
            annualRate.kind === "rate" ? <AnnualRate rate={annualRate.rate} /> : t("kinds.none"),
        },
        {
          key: "first",
          header: t("result.first"),
          align: "end",
          cell: ({ found }) => <Amount fen={found.rows[0]?.due ?? 0n} isExact />,
        },
        {
          key: "cost",
          header: t("result.cost"),
          align: "end",
          cell: ({ found }) => <Amount fen={found.totalCost} isExact />,
        },
      ]}
    />
  );
}
