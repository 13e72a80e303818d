import { useLocale, useTranslations } from "next-intl";
import { DetailLink } from "@/components/ui/detail-link";
import { leastOf } from "@/components/format/amount";
import { Amount, AnnualRate, Day } from "@/components/format/values";
import { Table } from "@/components/ui/table";
import { Status, Tag } from "@/components/ui/status";
import type { BankLoanList, BankLoanRow } from "@/domain/loans/bank-schema";

export function LoanState({ loan }: { loan: Pick<BankLoanRow, "status" | "overdueDays"> }) {
  const t = useTranslations("bank.loans");
  const states = useTranslations("states.loan");
  const tone =
    loan.status === "current" || loan.status === "settled"
      ? "good"
      : loan.status === "overdue" || loan.status === "defaulted"
        ? "refused"
        : "neutral";
  return (
    <Status tone={tone}>
      {states(loan.status)}
      {loan.status === "overdue" && ` ${t("days", { days: loan.overdueDays })}`}
    </Status>
  );
}

type LoanFlag =
  | "isFirstLoan"
  | "isCreditLoan"
  | "isInclusive"
  | "isRenewal"
  | "isLongTerm"
  | "isManufacturing";

export function LoanFlags({ loan }: { loan: Pick<BankLoanRow, LoanFlag> }) {
  const t = useTranslations("bank.loans.flag");
  return (
    <span className="inline-flex flex-wrap gap-1">
      {loan.isFirstLoan && <Tag>{t("first")}</Tag>}
      {loan.isCreditLoan && <Tag>{t("credit")}</Tag>}
      {loan.isInclusive && <Tag>{t("inclusive")}</Tag>}
      {loan.isRenewal && <Tag>{t("renewal")}</Tag>}
      {loan.isLongTerm && <Tag>{t("longTerm")}</Tag>}
      {loan.isManufacturing && <Tag>{t("manufacturing")}</Tag>}
    </span>
  );
}

/** The bank's loans with what is owed, and the sums of all of them, shown or not. */
export function LoanTable({ rows, totals }: Pick<BankLoanList, "rows" | "totals">) {
  const t = useTranslations("bank.loans");
  const locale = useLocale() === "en" ? "en" : "zh";
  const least = leastOf(rows.flatMap(({ principal, balance }) => [principal, balance]));
  return (
    <Table
      isDense
      isCaptionHidden
      caption={t("title")}
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        {
          key: "firm",
          header: t("column.firm"),
          isRowHeader: true,
          cell: (loan) => (
            <>
              <DetailLink href={`/bank/loans/${loan.id}`} data-row className="font-medium">
                {loan.enterprise.name}
              </DetailLink>
              <span className="block font-normal text-ink-soft">{loan.product[locale]}</span>
            </>
          ),
        },
        {
          key: "reference",
          header: t("column.reference"),
          cell: ({ bankReference }) => <code className="figures">{bankReference}</code>,
        },
        {
          key: "on",
          header: t("column.on"),
          cell: ({ disbursedOn }) => <Day day={disbursedOn} />,
        },
        {
          key: "matures",
          header: t("column.matures"),
          cell: ({ maturesOn }) => <Day day={maturesOn} />,
        },
        {
          key: "rate",
          header: t("column.rate"),
          align: "end",
          cell: ({ annualRate }) => <AnnualRate rate={annualRate} />,
        },
        {
          key: "principal",
          header: t("column.principal"),
          align: "end",
          cell: ({ principal }) => <Amount fen={principal} like={least} />,
        },
        {
          key: "balance",
          header: t("column.balance"),
          align: "end",
          cell: ({ balance }) => <Amount fen={balance} like={least} />,
        },
        {
          key: "status",
          header: t("column.status"),
          cell: (loan) => (
            <span className="grid gap-1">
              <LoanState loan={loan} />
              <LoanFlags loan={loan} />
            </span>
          ),
        },
      ]}
      footer={{
        firm: t("total", { count: totals.count }),
        principal: <Amount fen={totals.principal} like={least} />,
        balance: <Amount fen={totals.balance} like={least} />,
      }}
    />
  );
}
