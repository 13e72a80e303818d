import { useLocale, useTranslations } from "next-intl";
import { dayInShanghai } from "@/components/format/day";
import { Count, Day } from "@/components/format/values";
import { Status } from "@/components/ui/status";
import { Table } from "@/components/ui/table";
import type { ErasureOverview } from "@/domain/erasures/schema";

/** Bank by bank: what it owes, what is late, and how it has kept its word so far. */
export function ErasuresByBank({ banks }: Pick<ErasureOverview, "banks">) {
  const t = useTranslations("erasures.office");
  const isEnglish = useLocale() === "en";
  return (
    <Table
      isDense
      isCaptionHidden
      caption={t("byBank")}
      rows={banks}
      rowKey={({ code }) => code}
      columns={[
        {
          key: "bank",
          header: t("bank"),
          isRowHeader: true,
          cell: ({ name, nameEn }) => (isEnglish ? nameEn : name),
        },
        { key: "due", header: t("due"), align: "end", cell: ({ due }) => <Count count={due} /> },
        {
          key: "overdue",
          header: t("overdue"),
          align: "end",
          cell: ({ overdue }) =>
            overdue > 0 ? (
              <Status tone="refused">
                <Count count={overdue} />
              </Status>
            ) : (
              <Count count={0} />
            ),
        },
        {
          key: "oldest",
          header: t("oldest"),
          cell: ({ oldestOverdueAt: at }) => at && <Day day={dayInShanghai(at)} />,
        },
        {
          key: "attested",
          header: t("attested"),
          align: "end",
          cell: ({ attested }) => <Count count={attested} />,
        },
        {
          key: "late",
          header: t("late"),
          align: "end",
          cell: ({ attestedLate }) => <Count count={attestedLate} />,
        },
      ]}
    />
  );
}

/** Each deletion that is overdue, the latest first. */
export function OverdueErasures({ overdue }: Pick<ErasureOverview, "overdue">) {
  const t = useTranslations("erasures");
  const isEnglish = useLocale() === "en";
  return (
    <Table
      isDense
      isCaptionHidden
      caption={t("office.list")}
      rows={overdue}
      rowKey={({ id }) => id}
      columns={[
        {
          key: "bank",
          header: t("office.bank"),
          isRowHeader: true,
          cell: ({ bank }) => (isEnglish ? bank.nameEn : bank.name),
        },
        { key: "firm", header: t("office.firm"), cell: ({ enterprise }) => enterprise },
        { key: "why", header: t("office.why"), cell: ({ reason }) => t(`reason.${reason}`) },
        {
          key: "due",
          header: t("office.dueOn"),
          cell: ({ dueAt }) => <Day day={dayInShanghai(dueAt)} />,
        },
        {
          key: "late",
          header: t("office.lateness"),
          align: "end",
          cell: ({ daysLate }) => t("office.daysLate", { days: daysLate }),
        },
      ]}
    />
  );
}
