import type { Locale } from "@/components/messages/locales";
import { findReason } from "@/domain/applications/reason-codes";
import type { LoanStatus } from "@/domain/loans/lifecycle";
import type { Cell } from "@/domain/oversight/csv";
import type { FigureView, GroupRow, OverviewView } from "@/domain/oversight/schema";
import { shareOf } from "@/domain/oversight/tally";
import { yuanOf } from "@/domain/shared/money";
import { groupDimensions, groupName, groupRows } from "./group-names";

export const exportTables = ["figures", "month", "quality", "reasons", ...groupDimensions] as const;
export type ExportTable = (typeof exportTables)[number];

type Words = {
  /** Of the namespace `office`. */
  t: (key: string) => string;
  loanState: (status: LoanStatus) => string;
  locale: Locale;
};

/** A table of the overview as rows for a file: a header, then exact values without units. */
export function exportRows(overview: OverviewView, table: ExportTable, words: Words): Cell[][] {
  const { t, loanState, locale } = words;
  const head = (...columns: string[]) => columns.map((column) => t(`groups.column.${column}`));
  switch (table) {
    case "figures":
      return [
        head("figure", "value", "previous", "unit"),
        ...overview.figures.map((figure) => [
          t(`figure.${figure.key}.name`),
          exact(figure.unit, figure.value),
          exact(figure.unit, figure.previous),
          t(`export.units.${unitNames[figure.unit]}`),
        ]),
      ];
    case "month":
      return [
        [
          ...head("month", "submitted", "decided", "approved", "loans"),
          ...yuan(words, "amount", "balance", "overdue"),
        ],
        ...overview.months.map((row) => [
          row.month,
          row.submitted,
          row.decided,
          row.approved,
          row.loans,
          ...[row.amount, row.balance, row.overdue].map(yuanOf),
        ]),
      ];
    case "quality":
      return [
        [...head("status", "loans"), ...yuan(words, "balance")],
        ...overview.quality.map(({ status, loans, balance }) => [
          loanState(status),
          loans,
          yuanOf(balance),
        ]),
      ];
    case "reasons":
      return [
        head("code", "reason", "count", "previous"),
        ...overview.reasons.map(({ code, count, previous }) => [
          code,
          findReason(code)?.text[locale === "en" ? "en" : "zh"] ?? code,
          count,
          previous,
        ]),
      ];
    default:
      return [
        [
          ...head(table, "submitted", "decided", "approved", "approval", "loans"),
          ...yuan(words, "amount"),
          `${t("groups.column.annualRate")} (%)`,
          ...head("acceptDays", "decideDays", "timedOut"),
        ],
        ...overview[groupRows[table]].map((row) => [
          groupName(table, row.key, { t, locale, banks: overview.banks }),
          ...measured(row),
        ]),
      ];
  }
}

function measured(row: GroupRow): Cell[] {
  const { submitted, decided, approved, loans, amount, annualRate } = row;
  return [
    submitted,
    decided,
    approved,
    shareOf(approved, decided),
    loans,
    yuanOf(amount),
    annualRate === null ? null : annualRate / 100,
    row.acceptDays,
    row.decideDays,
    row.timedOut,
  ];
}

const yuan = ({ t }: Words, ...columns: string[]) =>
  columns.map((column) => `${t(`groups.column.${column}`)} (${t("export.units.yuan")})`);

const unitNames = {
  count: "count",
  fen: "yuan",
  share: "share",
  basis_points: "percent",
  working_days: "days",
} as const;

function exact(unit: FigureView["unit"], value: FigureView["value"]): Cell {
  if (value === null) return null;
  if (unit === "fen") return yuanOf(BigInt(value));
  return unit === "basis_points" ? Number(value) / 100 : value;
}
