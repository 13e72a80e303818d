import { getLocale, getTranslations } from "next-intl/server";
import Link from "next/link";
import { ConventionText } from "@/components/calculator/convention-text";
import { PrepaymentCalculator } from "@/components/calculator/prepayment-calculator";
import { Amount, AnnualRate, Day, Duration, Rate } from "@/components/format/values";
import { Columns, PageHeader, Section } from "@/components/layout/page-header";
import { loanTones } from "@/components/loans/loan-tone";
import { Schedule } from "@/components/loans/schedule";
import { DescriptionList } from "@/components/ui/description-list";
import { Status, Tag } from "@/components/ui/status";
import { Timeline } from "@/components/ui/timeline";
import { shanghaiDay } from "@/domain/shared/calendar";
import { caller, orNotFound } from "@/server/trpc/rsc";

export async function generateMetadata() {
  return { title: (await getTranslations("loans"))("one") };
}

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function LoanPage({ params, searchParams }: Props) {
  const { id: loanId } = await params;
  const t = await getTranslations("loans");
  const states = await getTranslations("states");
  const calculator = await getTranslations("calculator");
  const [locale, api] = await Promise.all([getLocale(), caller()]);
  const loan = await orNotFound(api.enterpriseLoans.get({ loanId }));
  return (
    <>
      <PageHeader
        back={{ href: "/sme/loans", label: t("title") }}
        title={locale === "en" ? loan.product.name.en : loan.product.name.zh}
        lead={
          <p className="flex flex-wrap items-baseline gap-x-5">
            <Status tone={loanTones[loan.status]}>{states(`loan.${loan.status}`)}</Status>
            <span>{locale === "en" ? loan.bank.nameEn : loan.bank.name}</span>
            {loan.isFirstLoan && <Tag>{t("first")}</Tag>}
            {loan.isCreditLoan && <Tag>{t("credit")}</Tag>}
          </p>
        }
      />
      <Columns
        aside={
          <Section title={t("outcomes")} lead={t("outcomesLead")}>
            {loan.outcomes.length === 0 ? (
              <p className="text-ink-soft">{t("noOutcomes")}</p>
            ) : (
              <Timeline
                label={t("outcomes")}
                entries={loan.outcomes.map((outcome) => ({
                  key: outcome.id,
                  title: (
                    <>
                      {states(`outcome.${outcome.kind}`)}
                      {outcome.isReversal && ` (${t("reversal")})`}
                    </>
                  ),
                  when: <Day day={outcome.on} />,
                  body: (
                    <>
                      {outcome.amount !== null && <Amount fen={outcome.amount} isExact />}
                      {outcome.days !== null && t("overdueDays", { days: outcome.days })}
                    </>
                  ),
                  tone:
                    outcome.kind === "overdue" || outcome.kind === "default" ? "refused" : "done",
                }))}
              />
            )}
          </Section>
        }
      >
        <DescriptionList
          items={[
            { term: t("principal"), details: <Amount fen={loan.principal} isExact /> },
            { term: t("balance"), details: <Amount fen={loan.balance} isExact /> },
            { term: t("annual"), details: <AnnualRate rate={loan.annualRate} /> },
            { term: t("nominal"), details: <Rate basisPoints={loan.nominalRate} /> },
            { term: t("term"), details: <Duration months={loan.termMonths} /> },
            { term: t("repayment"), details: states(`repayment.${loan.repayment}`) },
            {
              term: calculator("convention.title"),
              details: <ConventionText convention={loan.convention} />,
            },
            { term: t("guarantee"), details: states(`guarantee.${loan.guarantee}`) },
            { term: t("disbursed"), details: <Day day={loan.disbursedOn} /> },
            { term: t("matures"), details: <Day day={loan.maturesOn} /> },
            { term: t("grade"), details: states(`loanGrade.${loan.grade}`) },
            { term: t("reference"), details: loan.bankReference },
          ]}
        />
        <Schedule rows={loan.schedule} />
        {loan.balance > 0n && (
          <PrepaymentCalculator
            loan={loan}
            given={await searchParams}
            today={shanghaiDay(new Date())}
          />
        )}
        <Link href={`/sme/applications/${loan.applicationId}`} className="link justify-self-start">
          {t("application")}
        </Link>
      </Columns>
    </>
  );
}
