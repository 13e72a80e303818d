import { useLocale, useTranslations } from "next-intl";
import { DetailLink } from "@/components/ui/detail-link";
import type { ReactNode } from "react";
import { leastOf } from "@/components/format/amount";
import { formatSigned } from "@/components/format/rate";
import { Amount, Count, Rate, Share } from "@/components/format/values";
import { Bar } from "@/components/ui/progress";
import { Table, type Column } from "@/components/ui/table";
import type { GroupRow } from "@/domain/oversight/schema";
import { shareOf } from "@/domain/oversight/tally";

const measures = {
  small: ["submitted", "approval", "amount"],
  full: [
    "submitted",
    "approval",
    "loans",
    "amount",
    "annualRate",
    "acceptDays",
    "decideDays",
    "timedOut",
  ],
} as const;
type Measure = (typeof measures)["full"][number];

/** Groups of a cut side by side. `small` for a third of a page. */
export function GroupTable<Row extends GroupRow>({
  caption,
  nameHeader,
  rows,
  nameOf,
  hrefOf,
  size = "full",
  isCaptionHidden = false,
  extra = [],
}: {
  caption: ReactNode;
  nameHeader: string;
  rows: readonly Row[];
  nameOf: (row: Row) => ReactNode;
  hrefOf?: (row: Row) => string;
  size?: keyof typeof measures;
  isCaptionHidden?: boolean;
  /** Columns of one's own after the name. */
  extra?: readonly Column<Row>[];
}) {
  const t = useTranslations("office.groups.column");
  const locale = useLocale();
  const days = (value: number | null) =>
    value === null ? "–" : formatSigned(value, locale).replace("+", "");
  const least = leastOf(rows.map(({ amount }) => amount));
  const most = Math.max(1, ...rows.map(({ amount }) => Number(amount)));
  const draw: Record<Measure, (row: Row) => ReactNode> = {
    submitted: (row) => <Count count={row.submitted} />,
    approval: (row) => <ShareOrNone share={shareOf(row.approved, row.decided)} />,
    loans: (row) => <Count count={row.loans} />,
    amount: (row) => (
      <span className="inline-grid w-full gap-1">
        <Amount fen={row.amount} like={least} />
        <Bar share={Number(row.amount) / most} className="max-sm:hidden print:hidden" />
      </span>
    ),
    annualRate: (row) => (row.annualRate === null ? "–" : <Rate basisPoints={row.annualRate} />),
    acceptDays: (row) => days(row.acceptDays),
    decideDays: (row) => days(row.decideDays),
    timedOut: (row) => <Count count={row.timedOut} />,
  };
  return (
    <Table
      caption={caption}
      isCaptionHidden={isCaptionHidden}
      isDense
      rows={rows}
      rowKey={(row) => row.key}
      columns={[
        {
          key: "name",
          header: nameHeader,
          isRowHeader: true,
          cell: (row) =>
            hrefOf && row.key !== "" ? (
              <DetailLink href={hrefOf(row)} data-row className="font-medium">
                {nameOf(row)}
              </DetailLink>
            ) : (
              <span className="font-medium">{nameOf(row)}</span>
            ),
        },
        ...extra,
        ...measures[size].map((key) => ({
          key,
          header: t(key),
          align: "end" as const,
          cell: draw[key],
        })),
      ]}
    />
  );
}

const ShareOrNone = ({ share }: { share: number | null }) =>
  share === null ? "–" : <Share share={share} least={1} />;
