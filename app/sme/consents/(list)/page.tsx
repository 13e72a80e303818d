import { getTranslations } from "next-intl/server";
import Link from "next/link";
import { ConsentCard } from "@/components/consents/consent-card";
import { PageHeader, Section } from "@/components/layout/page-header";
import { LinkButton } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import { caller } from "@/server/trpc/rsc";

export async function generateMetadata() {
  return { title: (await getTranslations("consents"))("title") };
}

const open = new Set(["active", "paused", "scheduled", "requested", "awaiting_cosign"]);

export default async function ConsentsPage({
  searchParams,
}: {
  searchParams: Promise<{ signed?: string }>;
}) {
  const t = await getTranslations("consents");
  const { signed } = await searchParams;
  const consents = await (await caller()).consents.list();
  const live = consents.filter(({ status }) => open.has(status));
  const ended = consents.filter(({ status }) => !open.has(status));
  const card = (consent: (typeof consents)[number]) => (
    <ConsentCard
      key={consent.id}
      consent={consent}
      isFresh={consent.id === signed}
      action={
        <Link href={`/sme/consents/${consent.id}`} className="link">
          {t("open")}
        </Link>
      }
    />
  );
  return (
    <>
      <PageHeader
        title={t("title")}
        lead={t("lead")}
        actions={
          <LinkButton href="/sme/history" variant="quiet">
            {t("history")}
          </LinkButton>
        }
      />
      <div className="grid gap-10">
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
