import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Amount, Day, Instant } from "@/components/format/values";
import { Table } from "@/components/ui/table";
import type { OutcomeView } from "@/domain/loans/bank-schema";

/** Everything reported about a loan, the latest first; what was wrong stays, struck out. */
export function OutcomeTable({
  outcomes,
  action,
}: {
  outcomes: readonly OutcomeView[];
  /** What can be done about one line. */
  action?: (outcome: OutcomeView) => ReactNode;
}) {
  const t = useTranslations("bank.outcomes");
  const kinds = useTranslations("states.outcome");
  const channels = useTranslations("states.channel");
  return (
    <Table
      isDense
      isCaptionHidden
      caption={t("title")}
      rows={outcomes.toReversed()}
      rowKey={({ id }) => id}
      columns={[
        {
          key: "kind",
          header: t("column.kind"),
          isRowHeader: true,
          cell: ({ kind, reversalOf, isReversed, detail }) => (
            <>
              {isReversed ? <s>{kinds(kind)}</s> : kinds(kind)}
              {reversalOf && <> · {t("reversal")}</>}
              {reversalOf && detail && (
                <span className="block font-normal text-ink-soft">{detail}</span>
              )}
            </>
          ),
        },
        { key: "on", header: t("column.on"), cell: ({ on }) => <Day day={on} /> },
        {
          key: "amount",
          header: t("column.amount"),
          align: "end",
          cell: ({ amount, days }) => (
            <>
              {amount !== null && <Amount fen={amount} isExact />}
              {days !== null && t("days", { days })}
            </>
          ),
        },
        {
          key: "reference",
          header: t("column.reference"),
          cell: ({ reference }) => <code className="figures">{reference}</code>,
        },
        {
          key: "recorded",
          header: t("column.recorded"),
          cell: ({ recordedAt, channel }) => (
            <>
              <Instant at={recordedAt} /> · {channels(channel)}
            </>
          ),
        },
        ...(action ? [{ key: "act", header: t("column.act"), cell: action }] : []),
      ]}
    />
  );
}
