import { getLocale, getTranslations } from "next-intl/server";
import Link from "next/link";
import { Suspense } from "react";
import { AnswerAsk } from "@/components/asks/answer-ask";
import { AskDeadline } from "@/components/asks/ask-deadline";
import { AskItems } from "@/components/asks/ask-items";
import { DeclineAsk } from "@/components/asks/decline-ask";
import { Instant } from "@/components/format/values";
import { PageHeader, Section } from "@/components/layout/page-header";
import { ClientMessages } from "@/components/messages/client-messages";
import { DryRun } from "@/components/profiles/dry-run";
import { DescriptionList } from "@/components/ui/description-list";
import { Notice } from "@/components/ui/notice";
import { Loading } from "@/components/ui/skeleton";
import { askCan } from "@/domain/asks/lifecycle";
import { can } from "@/domain/policy";
import { caller, currentActor, orNotFound } from "@/server/trpc/rsc";

export async function generateMetadata() {
  return { title: (await getTranslations("asks"))("one") };
}

export default async function AskPage({ params }: { params: Promise<{ id: string }> }) {
  const { id: askId } = await params;
  const t = await getTranslations("asks");
  const [locale, actor, api] = await Promise.all([getLocale(), currentActor(), caller()]);
  const ask = await orNotFound(api.asks.get({ askId }));
  const bank = locale === "en" ? ask.bank.nameEn : ask.bank.name;
  const isOpen = askCan("answer", ask);
  return (
    <ClientMessages
      namespaces={["common", "asks", "consents", "sources", "errors", "auth", "states"]}
    >
      <PageHeader
        back={{ href: "/sme/consents", label: t("back") }}
        title={t("asks", { bank })}
        lead={<AskDeadline ask={ask} now={new Date()} />}
      />
      <div className="grid gap-10">
        <Section title={t(`wants.${ask.purpose}`)}>
          {ask.subject === "legal_representative" && <Notice>{t("person")}</Notice>}
          <DescriptionList
            items={[
              {
                key: "says",
                term: t("says"),
                isProse: true,
                details: <span className="whitespace-pre-line">{ask.message}</span>,
              },
              {
                key: "validity",
                term: t("validity"),
                details: t("days", { count: ask.validityDays }),
              },
              { key: "at", term: t("askedAt"), details: <Instant at={ask.askedAt} /> },
            ]}
          />
          <AskItems items={ask.items} live={ask.live} />
          {isOpen && <p className="measure text-ink-soft">{t("noDuty")}</p>}
          <p className="flex flex-wrap gap-x-5 gap-y-1">
            <Link href={`/sme/applications/${ask.applicationId}`} className="link">
              {t("application")}
            </Link>
            {ask.consentId && (
              <Link href={`/sme/consents/${ask.consentId}`} className="link">
                {t("answer.seeConsent")}
              </Link>
            )}
          </p>
        </Section>
        {isOpen && ask.items.length > 0 && (
          <Suspense fallback={<Loading lines={6} />}>
            <Preview askId={ask.id} bank={bank} />
          </Suspense>
        )}
        {isOpen && (
          <Section title={t("answer.title")} lead={t(ask.live ? "answer.revision" : "answer.lead")}>
            <AnswerAsk ask={ask} />
            {actor && can(actor, "ask.decline", ask) && (
              <div>
                <DeclineAsk askId={ask.id} bank={bank} />
              </div>
            )}
          </Section>
        )}
      </div>
    </ClientMessages>
  );
}

/** What the bank would see of it, asked now and kept nowhere. */
async function Preview({ askId, bank }: { askId: string; bank: string }) {
  const api = await caller();
  return <DryRun preview={await api.asks.preview({ askId })} bank={bank} />;
}
