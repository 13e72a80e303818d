import { getTranslations } from "next-intl/server";
import { ConsentCard } from "@/components/consents/consent-card";
import { PublicRecords } from "@/components/enterprises/public-records";
import { RegistryCard } from "@/components/enterprises/registry-card";
import { NextStep } from "@/components/enterprises/next-step";
import { EstimatePanel } from "@/components/estimates/estimate-panel";
import { Columns, PageHeader, Section } from "@/components/layout/page-header";
import { Looks } from "@/components/ledger/looks";
import { TaskList } from "@/components/notices/task-list";
import { LinkButton } from "@/components/ui/button";
import { Details } from "@/components/ui/details";
import Link from "next/link";
import { caller } from "@/server/trpc/rsc";

export default async function SmeHomePage() {
  const t = await getTranslations("sme.home");
  const api = await caller();
  const estimates = await getTranslations("estimates");
  const [enterprise, consents, ledger, tasks, estimate] = await Promise.all([
    api.enterprises.own(),
    api.consents.list(),
    api.ledger.list({}),
    api.notices.tasks(),
    api.estimates.own({}),
  ]);
  const live = consents.filter(({ status }) => status === "active");
  const shown = live.slice(0, 2);
  const uses = await api.notices.usage({ consentIds: shown.map(({ id }) => id) });
  const isMatching = live.some(({ purpose }) => purpose === "platform_matching");
  return (
    <>
      <PageHeader title={enterprise.name} />
      <Columns
        aside={
          <>
            <Section
              title={t("looks")}
              actions={
                <Link href="/sme/history" className="link">
                  {t("allLooks")}
                </Link>
              }
            >
              {ledger.entries.length > 0 ? (
                <Looks entries={ledger.entries.slice(0, 4)} />
              ) : (
                <p className="text-ink-soft">{t("noLooks")}</p>
              )}
            </Section>
          </>
        }
      >
        <Section title={t("tasks.title")}>
          <TaskList tasks={tasks} />
        </Section>
        <NextStep isMatching={isMatching} />
        <Section title={estimates("ownTitle")} lead={estimates("ownLead")}>
          <EstimatePanel estimate={estimate} />
        </Section>
        <Section
          title={t("live")}
          actions={
            <Link href="/sme/consents" className="link">
              {t("allConsents")}
            </Link>
          }
        >
          {live.length > 0 ? (
            shown.map((consent) => (
              <ConsentCard
                key={consent.id}
                consent={consent}
                use={uses.find(({ consentId }) => consentId === consent.id)}
              />
            ))
          ) : (
            <p className="text-ink-soft">{t("noLive")}</p>
          )}
        </Section>
        <Section
          title={t("registry")}
          lead={t("registryLead")}
          actions={
            <LinkButton href="/sme/sources" variant="quiet" size="small">
              {t("sources")}
            </LinkButton>
          }
        >
          <RegistryCard enterprise={enterprise} />
          <Details summary={t("records")}>
            <PublicRecords records={enterprise.records} />
          </Details>
        </Section>
      </Columns>
    </>
  );
}
