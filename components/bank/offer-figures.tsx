import { useTranslations } from "next-intl";
import { Amount, AnnualRate, Day } from "@/components/format/values";
import { DescriptionList } from "@/components/ui/description-list";
import { Details } from "@/components/ui/details";
import { Table } from "@/components/ui/table";
import type { Quote } from "@/domain/loans/quote";

/** What an offer costs: the annual rate first and largest, then yuan, then every due day. */
export function OfferFigures({ quote }: { quote: Quote }) {
  const t = useTranslations("bank.offer");
  const { annualRate, rows } = quote;
  return (
    <div className="grid gap-3">
      <div>
        <p className="text-sm text-ink-soft">{t("annualRate")}</p>
        <p className="text-2xl leading-tight font-semibold" data-annual-rate>
          {annualRate.kind === "rate" ? (
            <AnnualRate rate={annualRate.rate} />
          ) : (
            <span className="text-base text-refusal">{t("noAnnualRate")}</span>
          )}
        </p>
      </div>
      <DescriptionList
        items={[
          { key: "cost", term: t("totalCost"), details: <Amount fen={quote.totalCost} isExact /> },
          {
            key: "interest",
            term: t("totalInterest"),
            details: <Amount fen={quote.totalInterest} isExact />,
          },
          { key: "fees", term: t("totalFees"), details: <Amount fen={quote.totalFees} isExact /> },
          {
            key: "first",
            term: t("firstPayment"),
            details: <Amount fen={rows[0]?.due ?? 0n} isExact />,
          },
        ]}
      />
      <Details summary={t("schedule", { count: rows.length })}>
        <Table
          isDense
          isCaptionHidden
          caption={t("schedule", { count: rows.length })}
          rows={rows}
          rowKey={({ number }) => String(number)}
          columns={[
            {
              key: "on",
              header: t("column.on"),
              isRowHeader: true,
              cell: ({ dueOn }) => <Day day={dueOn} />,
            },
            {
              key: "principal",
              header: t("column.principal"),
              align: "end",
              cell: ({ principal }) => <Amount fen={principal} isExact />,
            },
            {
              key: "interest",
              header: t("column.interest"),
              align: "end",
              cell: ({ interest }) => <Amount fen={interest} isExact />,
            },
            {
              key: "fees",
              header: t("column.fees"),
              align: "end",
              cell: ({ fees }) => <Amount fen={fees} isExact />,
            },
            {
              key: "due",
              header: t("column.due"),
              align: "end",
              cell: ({ due }) => <Amount fen={due} isExact />,
            },
            {
              key: "balance",
              header: t("column.balance"),
              align: "end",
              cell: ({ balance }) => <Amount fen={balance} isExact />,
            },
          ]}
        />
      </Details>
    </div>
  );
}
