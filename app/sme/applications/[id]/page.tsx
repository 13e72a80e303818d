import { getLocale, getTranslations } from "next-intl/server";
import Link from "next/link";
import { Suspense } from "react";
import { applicationTones } from "@/components/applications/application-tone";
import {
  ApplicationTimeline,
  Declined,
  Documents,
  InformationRequests,
} from "@/components/applications/sme-case";
import { ApplicationClock } from "@/components/applications/sme-clock";
import { SignApplication } from "@/components/applications/sme-sign";
import { WithdrawApplication } from "@/components/applications/sme-withdraw";
import { Cosign } from "@/components/consents/cosign";
import { Amount, Duration } from "@/components/format/values";
import { Columns, PageHeader, Section } from "@/components/layout/page-header";
import { ClientMessages } from "@/components/messages/client-messages";
import { MatchAgain } from "@/components/needs/need-acts";
import { DryRun } from "@/components/profiles/dry-run";
import { LinkButton } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Loading } from "@/components/ui/skeleton";
import { Status } from "@/components/ui/status";
import type { OwnApplicationView } from "@/domain/applications/enterprise-schema";
import { applicationCan } from "@/domain/applications/lifecycle";
import { viewerRefusal } from "@/domain/authorities/viewer";
import { can } from "@/domain/policy";
import { defaultCatalogue, type ItemCode } from "@/domain/sources/catalogue";
import { caller, currentActor, orNotFound } from "@/server/trpc/rsc";

export async function generateMetadata() {
  return { title: (await getTranslations("applications"))("one") };
}

export default async function ApplicationPage({ params }: { params: Promise<{ id: string }> }) {
  const { id: applicationId } = await params;
  const t = await getTranslations("applications");
  const states = await getTranslations("states.application");
  const [locale, actor, api] = await Promise.all([getLocale(), currentActor(), caller()]);
  const application = await orNotFound(api.enterpriseApplications.get({ applicationId }));
  const isEnglish = locale === "en";
  const bank = isEnglish ? application.bank.nameEn : application.bank.name;
  const canSubmit =
    applicationCan("submit", application) &&
    actor !== null &&
    can(actor, "application.submit", application);
  const signing = await getTranslations("signing.cosign");
  const [consents, signers] = await Promise.all([api.consents.list(), api.authorities.signers()]);
  const waiting = consents.find(
    (one) => one.applicationId === applicationId && one.status === "awaiting_cosign",
  );
  const standing = waiting && (await api.authorities.standing({ consentId: waiting.id }));
  const about = { purpose: "loan_application", amount: application.amount } as const;
  const refusal = viewerRefusal(signers, about, new Date());
  return (
    <ClientMessages
      namespaces={[
        "common",
        "applications",
        "needs",
        "consents",
        "sources",
        "errors",
        "auth",
        "signing",
      ]}
    >
      <PageHeader
        back={{
          href: application.needId ? `/sme/needs/${application.needId}` : "/sme/applications",
          label: t(application.needId ? "backToNeed" : "title"),
        }}
        title={isEnglish ? application.product.name.en : application.product.name.zh}
        lead={
          <p className="flex flex-wrap gap-x-5">
            <Status tone={applicationTones[application.status]}>
              {states(application.status)}
            </Status>
            <span>{bank}</span>
            <Amount fen={application.amount} />
            <Duration months={application.termMonths} />
          </p>
        }
        actions={
          applicationCan("withdraw", application) &&
          actor &&
          can(actor, "application.withdraw", application) && (
            <WithdrawApplication applicationId={applicationId} bank={bank} />
          )
        }
      />
      <Columns
        aside={
          <>
            <ApplicationTimeline application={application} />
            {application.consentId && (
              <Link
                href={`/sme/consents/${application.consentId}`}
                className="link justify-self-start"
              >
                {t("consent")}
              </Link>
            )}
          </>
        }
      >
        <NextThing application={application} bank={bank} />
        <ApplicationClock application={application} now={new Date()} />
        {applicationCan("submit", application) && (
          <>
            <Suspense fallback={<Loading lines={8} />}>
              <Preview applicationId={applicationId} bank={bank} />
            </Suspense>
            <Section title={t("sign.title")} lead={t("sign.lead", { bank })}>
              {waiting && standing ? (
                <Cosign consent={waiting} refusal={standing.refusal} />
              ) : canSubmit && refusal === null ? (
                <SignApplication
                  applicationId={applicationId}
                  items={askedItems(application, isEnglish)}
                />
              ) : (
                <Notice tone="waiting">
                  {refusal ? signing(`refusal.${refusal}`) : t("sign.onlyOwner")}
                </Notice>
              )}
            </Section>
          </>
        )}
        <InformationRequests application={application} />
        <Documents application={application} />
      </Columns>
    </ClientMessages>
  );
}

/** What stands in the middle of the page, by how the application stands. */
async function NextThing({ application, bank }: { application: OwnApplicationView; bank: string }) {
  const t = await getTranslations("applications.next");
  const { status, needId } = application;
  if (status === "declined") return <Declined application={application} />;
  if (status === "offered" && application.openOfferId)
    return (
      <Notice
        tone="good"
        title={t("offered", { bank })}
        action={<LinkButton href={`/sme/offers?need=${needId}`}>{t("seeOffers")}</LinkButton>}
      />
    );
  if (status === "disbursed" && application.loanId)
    return (
      <Notice
        tone="good"
        title={t("disbursed", { bank })}
        action={<LinkButton href={`/sme/loans/${application.loanId}`}>{t("seeLoan")}</LinkButton>}
      />
    );
  if (status === "timed_out" || status === "lapsed" || status === "offer_expired")
    return (
      <Notice
        tone="refused"
        title={t(`${status}.title`, { bank })}
        action={needId && <MatchAgain needId={needId} />}
      >
        {t(`${status}.body`)}
      </Notice>
    );
  if (t.has(`${status}.title`))
    return (
      <Notice
        tone={status === "consent_lost" ? "waiting" : "info"}
        title={t(`${status}.title`, { bank })}
      >
        {t(`${status}.body`, { bank })}
      </Notice>
    );
  return null;
}

async function Preview({ applicationId, bank }: { applicationId: string; bank: string }) {
  const api = await caller();
  return <DryRun preview={await api.profiles.preview({ applicationId })} bank={bank} />;
}

const consented = new Map<string, ItemCode>(
  defaultCatalogue
    .filter(({ mode, subject }) => mode !== "P" && subject === "enterprise")
    .map(({ code }) => [code, code]),
);

/** What the bank wishes to see of what needs this firm's consent; public items need none. */
function askedItems(
  { product }: OwnApplicationView,
  isEnglish: boolean,
): Parameters<typeof SignApplication>[0]["items"] {
  return product.items.flatMap(({ item, granularity, why, isRequired }) => {
    const code = consented.get(item);
    return code ? [{ item: code, granularity, why: isEnglish ? why.en : why.zh, isRequired }] : [];
  });
}
