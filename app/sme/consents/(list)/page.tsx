import { getTranslations } from "next-intl/server";
import { DetailLink } from "@/components/ui/detail-link";
import { OpenAsks } from "@/components/asks/open-asks";
import { ConsentCard } from "@/components/consents/consent-card";
import { PageHeader, Section } from "@/components/layout/page-header";
import { LinkButton } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import { consentCan } from "@/domain/consents/lifecycle";
import { caller } from "@/server/trpc/rsc";

export async function generateMetadata() {
  return { title: (await getTranslations("consents"))("title") };
}

const alive = new Set(["active", "paused", "scheduled"]);

export default async function ConsentsPage({
  searchParams,
}: {
  searchParams: Promise<{ signed?: string }>;
}) {
  const t = await getTranslations("consents");
  const reports = await getTranslations("reports");
  const { signed } = await searchParams;
  const api = await caller();
  const [consents, asks] = await Promise.all([api.consents.list(), api.asks.own({})]);
  const waiting = consents.filter((consent) => consentCan("sign", consent));
  const live = consents.filter(({ status }) => alive.has(status));
  const uses = await api.notices.usage({ consentIds: live.map(({ id }) => id) });
  const ended = consents.filter(
    (consent) => !alive.has(consent.status) && !consentCan("sign", consent),
  );
  const card = (consent: (typeof consents)[number]) => (
    <ConsentCard
      key={consent.id}
      consent={consent}
      use={uses.find(({ consentId }) => consentId === consent.id)}
      isFresh={consent.id === signed}
      action={
        <DetailLink href={`/sme/consents/${consent.id}`}>
          {t(consentCan("sign", consent) ? "openUnsigned" : "open")}
        </DetailLink>
      }
    />
  );
  return (
    <>
      <PageHeader
        title={t("title")}
        lead={t("lead")}
        actions={
          <div className="flex flex-wrap gap-3">
            <LinkButton href="/sme/reports" variant="quiet">
              {reports("title")}
            </LinkButton>
            <LinkButton href="/sme/receipts" variant="quiet">
              {t("receipts.title")}
            </LinkButton>
            <LinkButton href="/sme/history" variant="quiet">
              {t("history")}
            </LinkButton>
          </div>
        }
      />
      <div className="grid gap-10">
        {waiting.length > 0 && <Section title={t("waitingTitle")}>{waiting.map(card)}</Section>}
        <OpenAsks asks={asks} now={new Date()} />
        <Section title={t("liveTitle")}>
          {live.length > 0 ? (
            live.map(card)
          ) : (
            <Empty
              title={t("none")}
              action={<LinkButton href="/sme/consents/matching">{t("noneAct")}</LinkButton>}
            />
          )}
        </Section>
        <Section title={t("endedTitle")}>
          {ended.length > 0 ? ended.map(card) : <p className="text-ink-soft">{t("noEnded")}</p>}
        </Section>
      </div>
    </>
  );
}
