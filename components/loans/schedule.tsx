import { useTranslations } from "next-intl";
import { Amount, Day } from "@/components/format/values";
import { Details } from "@/components/ui/details";
import { Table } from "@/components/ui/table";
import type { ScheduleRowView } from "@/domain/loans/enterprise-schema";
import { sumOf } from "@/domain/shared/money";
import { ScheduleChart } from "./schedule-chart";

/** Every due date to the fen, and the same as a picture, on demand. */
export function Schedule({
  rows,
  hasChart = true,
}: {
  rows: readonly ScheduleRowView[];
  /** False where the picture stands by itself already. */
  hasChart?: boolean;
}) {
  const t = useTranslations("loans.schedule");
  const hasFees = rows.some(({ fees }) => fees > 0n);
  const total = (of: (row: ScheduleRowView) => bigint) => (
    <Amount fen={sumOf(rows.map(of))} isExact />
  );
  return (
    <Details summary={t("show", { count: rows.length })} className="print-open">
      <div className="grid gap-6">
        {hasChart && <ScheduleChart rows={rows} />}
        <Table
          caption={t("caption")}
          isDense
          rows={rows}
          rowKey={({ number }) => String(number)}
          columns={[
            { key: "number", header: t("number"), align: "end", cell: ({ number }) => number },
            {
              key: "due",
              header: t("due"),
              isRowHeader: true,
              cell: ({ dueOn }) => <Day day={dueOn} />,
            },
            {
              key: "principal",
              header: t("principal"),
              align: "end",
              cell: ({ principal }) => <Amount fen={principal} isExact />,
            },
            {
              key: "interest",
              header: t("interest"),
              align: "end",
              cell: ({ interest }) => <Amount fen={interest} isExact />,
            },
            ...(hasFees
              ? [
                  {
                    key: "fees",
                    header: t("fees"),
                    align: "end" as const,
                    cell: ({ fees }: ScheduleRowView) => <Amount fen={fees} isExact />,
                  },
                ]
              : []),
            {
              key: "payment",
              header: t("payment"),
              align: "end",
              cell: ({ due }) => <Amount fen={due} isExact />,
            },
            {
              key: "balance",
              header: t("balance"),
              align: "end",
              cell: ({ balance }) => <Amount fen={balance} isExact />,
            },
          ]}
          footer={{
            due: t("total"),
            principal: total(({ principal }) => principal),
            interest: total(({ interest }) => interest),
            fees: total(({ fees }) => fees),
            payment: total(({ due }) => due),
          }}
        />
      </div>
    </Details>
  );
}
