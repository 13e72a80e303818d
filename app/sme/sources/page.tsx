import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/layout/page-header";
import { AgencyList } from "@/components/sources/agency-list";
import { LinkButton } from "@/components/ui/button";
import { caller } from "@/server/trpc/rsc";

export async function generateMetadata() {
  return { title: (await getTranslations("sources"))("title") };
}

export default async function SourcesPage() {
  const t = await getTranslations("sources");
  const home = await getTranslations("common.nav");
  const consents = await getTranslations("consents");
  const sources = await (await caller()).sources.holdings();
  return (
    <>
      <PageHeader
        title={t("title")}
        lead={t("lead")}
        back={{ href: "/sme", label: home("home") }}
        actions={<LinkButton href="/sme/consents/matching">{consents("noneAct")}</LinkButton>}
      />
      <AgencyList sources={sources} />
    </>
  );
}
