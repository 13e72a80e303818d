import { getLocale, getTranslations } from "next-intl/server";
import { DetailLink } from "@/components/ui/detail-link";
import { leastOf } from "@/components/format/amount";
import { Amount, AnnualRate, Day } from "@/components/format/values";
import { PageHeader } from "@/components/layout/page-header";
import { loanTones } from "@/components/loans/loan-tone";
import { LinkButton } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import { Status, Tag } from "@/components/ui/status";
import { Table } from "@/components/ui/table";
import { caller } from "@/server/trpc/rsc";

export async function generateMetadata() {
  return { title: (await getTranslations("loans"))("title") };
}

export default async function LoansPage() {
  const t = await getTranslations("loans");
  const states = await getTranslations("states.loan");
  const needs = await getTranslations("needs");
  const [{ loans }, locale] = await Promise.all([
    caller().then((api) => api.enterpriseLoans.list()),
    getLocale(),
  ]);
  const least = leastOf(loans.flatMap(({ principal, balance }) => [principal, balance]));
  return (
    <>
      <PageHeader
        title={t("title")}
        lead={t("lead")}
        back={{ href: "/sme/needs", label: needs("title") }}
      />
      {loans.length === 0 ? (
        <Empty
          title={t("empty.title")}
          action={<LinkButton href="/sme/needs/new">{needs("new")}</LinkButton>}
        >
          {t("empty.body")}
        </Empty>
      ) : (
        <Table
          caption={t("title")}
          isCaptionHidden
          rows={loans}
          rowKey={({ id }) => id}
          columns={[
            {
              key: "loan",
              header: t("loan"),
              isRowHeader: true,
              cell: (loan) => (
                <>
                  <DetailLink href={`/sme/loans/${loan.id}`}>
                    {locale === "en" ? loan.product.name.en : loan.product.name.zh}
                  </DetailLink>{" "}
                  {loan.isFirstLoan && <Tag>{t("first")}</Tag>}
                  <span className="block text-sm font-normal text-ink-soft">
                    {locale === "en" ? loan.bank.nameEn : loan.bank.name}
                  </span>
                </>
              ),
            },
            {
              key: "status",
              header: t("status"),
              cell: ({ status, overdueDays }) => (
                <Status tone={loanTones[status]}>
                  {states(status)}
                  {overdueDays > 0 && ` · ${t("overdueDays", { days: overdueDays })}`}
                </Status>
              ),
            },
            {
              key: "principal",
              header: t("principal"),
              align: "end",
              cell: ({ principal }) => <Amount fen={principal} like={least} />,
            },
            {
              key: "balance",
              header: t("balance"),
              align: "end",
              cell: ({ balance }) => <Amount fen={balance} like={least} />,
            },
            {
              key: "rate",
              header: t("annual"),
              align: "end",
              cell: ({ annualRate }) => <AnnualRate rate={annualRate} />,
            },
            {
              key: "matures",
              header: t("matures"),
              align: "end",
              cell: ({ maturesOn }) => <Day day={maturesOn} />,
            },
          ]}
        />
      )}
    </>
  );
}
