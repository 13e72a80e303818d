import { getTranslations } from "next-intl/server";
import Link from "next/link";
import { notFound } from "next/navigation";
import { cache } from "react";
import { z } from "zod";
import { LoanData } from "@/components/asks/loan-data";
import { LoanFlags, LoanState } from "@/components/bank/loan-list";
import { OutcomeForm } from "@/components/bank/outcome-form";
import { OutcomeTable } from "@/components/bank/outcome-table";
import { ReverseOutcome } from "@/components/bank/reverse-outcome";
import { Amount, AnnualRate, Day, Duration, Rate } from "@/components/format/values";
import { Columns, PageHeader, Section } from "@/components/layout/page-header";
import { ClientMessages } from "@/components/messages/client-messages";
import { DescriptionList } from "@/components/ui/description-list";
import type { OutcomeView } from "@/domain/loans/bank-schema";
import { can } from "@/domain/policy";
import { shanghaiDay } from "@/domain/shared/calendar";
import { caller, currentActor, orNotFound } from "@/server/trpc/rsc";

type Props = { params: Promise<{ id: string }> };

const loadLoan = cache(async (params: Props["params"]) => {
  const id = z.uuid().safeParse((await params).id);
  const actor = await currentActor();
  if (!id.success || !actor) notFound();
  const loan = await orNotFound((await caller()).bankLoans.get({ loanId: id.data }));
  return { loan, actor };
});

export async function generateMetadata({ params }: Props) {
  const { loan } = await loadLoan(params);
  return { title: `${loan.enterprise.name} ${loan.bankReference}` };
}

const isReversible = ({ kind, reversalOf, isReversed }: OutcomeView) =>
  kind !== "drawdown" && reversalOf === null && !isReversed;

export default async function LoanPage({ params }: Props) {
  const t = await getTranslations("bank.loan");
  const columns = await getTranslations("bank.loans.column");
  const repayments = await getTranslations("states.repayment");
  const guarantees = await getTranslations("states.guarantee");
  const grades = await getTranslations("states.loanGrade");
  const { loan, actor } = await loadLoan(params);
  const { applicationId } = loan;
  const api = await caller();
  const [consents, asks] = await Promise.all([
    api.bankConsents.list({ applicationId }),
    api.asks.ofBank({ applicationId }),
  ]);
  const today = shanghaiDay(new Date());
  const mayRecord = can(actor, "outcome.record", loan);
  return (
    <ClientMessages
      namespaces={[
        "common",
        "bank",
        "asks",
        "states",
        "errors",
        "profiles",
        "sources",
        "indicators",
      ]}
    >
      <PageHeader
        back={{ href: "/bank/loans", label: t("back") }}
        title={loan.enterprise.name}
        lead={
          <p className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
            <LoanState loan={loan} />
            <LoanFlags loan={loan} />
            <code className="figures">{loan.bankReference}</code>
            <Link href={`/bank/applications/${loan.applicationId}`} className="link">
              {t("application")}
            </Link>
          </p>
        }
      />
      <Columns
        aside={
          <Section title={t("record")}>
            {mayRecord ? (
              <OutcomeForm loan={loan} today={today} />
            ) : (
              <p className="text-ink-soft">{t("officerRecords")}</p>
            )}
          </Section>
        }
      >
        <DescriptionList
          columns={2}
          items={[
            {
              key: "balance",
              term: columns("balance"),
              details: <Amount fen={loan.balance} isExact />,
            },
            {
              key: "principal",
              term: columns("principal"),
              details: <Amount fen={loan.principal} isExact />,
            },
            { key: "rate", term: columns("rate"), details: <AnnualRate rate={loan.annualRate} /> },
            {
              key: "nominal",
              term: t("nominalRate"),
              details: <Rate basisPoints={loan.nominalRate} />,
            },
            { key: "on", term: columns("on"), details: <Day day={loan.disbursedOn} /> },
            { key: "matures", term: columns("matures"), details: <Day day={loan.maturesOn} /> },
            { key: "term", term: t("term"), details: <Duration months={loan.termMonths} /> },
            { key: "repayment", term: t("repayment"), details: repayments(loan.repayment) },
            { key: "guarantee", term: t("guarantee"), details: guarantees(loan.guarantee) },
            { key: "grade", term: t("grade"), details: grades(loan.grade) },
          ]}
        />
        <LoanData loan={loan} actor={actor} consents={consents} asks={asks} />
        <Section title={t("outcomes")}>
          <OutcomeTable
            outcomes={loan.outcomes}
            {...(mayRecord && {
              action: (outcome: OutcomeView) =>
                isReversible(outcome) && (
                  <ReverseOutcome
                    loanId={loan.id}
                    outcomeId={outcome.id}
                    reported={outcome.reference}
                    today={today}
                  />
                ),
            })}
          />
        </Section>
      </Columns>
    </ClientMessages>
  );
}
