import { getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import { ReceiptList } from "@/components/receipts/receipt-list";
import { LastUse, UnusualUse } from "@/components/consents/unusual-use";
import { z } from "zod";
import { AnswersWaiting } from "@/components/consents/answers-waiting";
import { ConsentItems, ConsentLimits } from "@/components/consents/consent-facts";
import { ConsentHeading } from "@/components/consents/consent-heading";
import { Cosign } from "@/components/consents/cosign";
import { RejectConsent } from "@/components/consents/reject-consent";
import { SignWaiting } from "@/components/consents/sign-waiting";
import { SigningNotice } from "@/components/consents/signing-notice";
import { DemandDeletion } from "@/components/erasures/demand-deletion";
import { OwnErasure } from "@/components/erasures/own-erasure";
import { Columns, PageHeader, Section } from "@/components/layout/page-header";
import { Looks } from "@/components/ledger/looks";
import { ClientMessages } from "@/components/messages/client-messages";
import { Notice } from "@/components/ui/notice";
import { consentCan } from "@/domain/consents/lifecycle";
import type { ConsentView } from "@/domain/consents/schema";
import type { Actor } from "@/domain/shared/actor";
import { caller, currentActor, orNotFound } from "@/server/trpc/rsc";

export async function generateMetadata() {
  return { title: (await getTranslations("consents"))("one") };
}

export default async function ConsentPage({ params }: { params: Promise<{ id: string }> }) {
  const t = await getTranslations("consents");
  const id = z.uuid().safeParse((await params).id);
  if (!id.success) notFound();
  const [api, actor] = await Promise.all([caller(), currentActor()]);
  const consent = await orNotFound(api.consents.get({ consentId: id.data }));
  const { entries } = await api.ledger.list({ consentId: id.data });
  const [[use], { receipts }] = await Promise.all([
    api.notices.usage({ consentIds: [consent.id] }),
    api.receipts.list({ consentId: consent.id }),
  ]);
  const erasures = await api.erasures.own({ consentId: id.data });
  const waiting = (await api.predicates.waiting()).find(
    ({ consentId }) => consentId === consent.id,
  );
  return (
    <>
      <PageHeader title={t("one")} back={{ href: "/sme/consents", label: t("title") }} />
      <Columns
        aside={
          <Section title={t("looks.title")}>
            {entries.length > 0 ? (
              <Looks entries={entries} />
            ) : (
              <p className="text-ink-soft">{t("looks.empty")}</p>
            )}
          </Section>
        }
      >
        {consentCan("sign", consent) ? (
          <Unsigned consent={consent} actor={actor} />
        ) : (
          <>
            <ConsentHeading consent={consent} actor={actor} />
            {erasures.rows.map((erasure) => (
              <OwnErasure key={erasure.id} erasure={erasure}>
                {erasure.state !== "attested" && erasure.reason === "ended" && (
                  <ClientMessages namespaces={["common", "errors", "erasures"]}>
                    <div>
                      <DemandDeletion consentId={consent.id} who={consent.recipient?.name ?? ""} />
                    </div>
                  </ClientMessages>
                )}
              </OwnErasure>
            ))}
            {use && consentCan("revoke", consent) && consent.signedAt && (
              <div className="grid gap-3">
                <LastUse use={use} />
                <UnusualUse use={use} most={10} />
              </div>
            )}
            {waiting && consent.recipient && (
              <ClientMessages namespaces={["common", "errors", "predicates", "sources"]}>
                <AnswersWaiting
                  consentId={consent.id}
                  recipient={consent.recipient}
                  waiting={waiting.waiting}
                  mayRelease={actor?.role === "owner"}
                />
              </ClientMessages>
            )}
            <ConsentItems consent={consent} />
            <ConsentLimits consent={consent} />
            {consent.signatures.length > 0 && (
              <p className="flex flex-wrap gap-x-5 gap-y-1">
                <a href={`/sme/consents/${consent.id}/signatures`} download className="link">
                  {t("limits.file")}
                </a>
                <a href="/verify" target="_blank" rel="noopener" className="link">
                  {t("limits.verify")}
                </a>
              </p>
            )}
            <Section title={t("receipts.title")}>
              {receipts.length > 0 ? (
                <ReceiptList receipts={receipts} />
              ) : (
                <p className="text-ink-soft">{t("receipts.noneHere")}</p>
              )}
            </Section>
          </>
        )}
      </Columns>
    </>
  );
}

/** A text that waits for a name: who may, reads and signs it here; anybody of the firm may say no. */
async function Unsigned({ consent, actor }: { consent: ConsentView; actor: Actor | null }) {
  const [t, signing, api] = await Promise.all([
    getTranslations("consents"),
    getTranslations("signing.cosign"),
    caller(),
  ]);
  const { applicationId } = consent;
  const [{ refusal }, { differences }, application] = await Promise.all([
    api.authorities.standing({ consentId: consent.id }),
    api.consents.compare({ consentId: consent.id }),
    applicationId === null ? null : api.enterpriseApplications.get({ applicationId }),
  ]);
  const isSecond = consent.status === "awaiting_cosign";
  const signsHere = !isSecond && !refusal;
  const who = consent.recipient?.name ?? t("platform");
  return (
    <ClientMessages namespaces={["common", "consents", "sources", "errors", "auth", "signing"]}>
      {/* Whoever signs here reads the sentence as part of the text. */}
      {signsHere ? (
        <p className="measure">{t("statusHint.requested")}</p>
      ) : (
        <ConsentHeading consent={consent} actor={actor} />
      )}
      {application && <SigningNotice consent={consent} application={application} />}
      {isSecond && <Cosign consent={consent} refusal={refusal} />}
      {!isSecond && refusal && <Notice tone="waiting">{signing(`refusal.${refusal}`)}</Notice>}
      {signsHere ? (
        <SignWaiting consent={consent} differences={differences} back="/sme/consents" />
      ) : (
        <>
          <ConsentItems consent={consent} />
          <ConsentLimits consent={consent} />
        </>
      )}
      <div>
        <RejectConsent consentId={consent.id} who={who} />
      </div>
    </ClientMessages>
  );
}
