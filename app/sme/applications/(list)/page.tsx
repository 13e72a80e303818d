import { getTranslations } from "next-intl/server";
import { ApplicationRows } from "@/components/applications/sme-application-rows";
import { PageHeader } from "@/components/layout/page-header";
import { LinkButton } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import { Pagination } from "@/components/ui/pagination";
import { caller, orNotFound } from "@/server/trpc/rsc";

export async function generateMetadata() {
  return { title: (await getTranslations("applications"))("title") };
}

export default async function ApplicationsPage({
  searchParams,
}: {
  searchParams: Promise<{ before?: string }>;
}) {
  const t = await getTranslations("applications");
  const needs = await getTranslations("needs");
  const { before } = await searchParams;
  const api = await caller();
  const { applications, nextBefore } = await orNotFound(
    api.enterpriseApplications.list(before ? { before } : {}),
  );
  return (
    <>
      <PageHeader
        title={t("title")}
        lead={t("lead")}
        back={{ href: "/sme/needs", label: needs("title") }}
      />
      {applications.length > 0 ? (
        <ApplicationRows applications={applications} now={new Date()} />
      ) : (
        <Empty
          title={t("empty.title")}
          action={<LinkButton href="/sme/needs/new">{needs("new")}</LinkButton>}
        >
          {t("empty.body")}
        </Empty>
      )}
      <Pagination {...(nextBefore && { nextHref: `/sme/applications?before=${nextBefore}` })} />
    </>
  );
}
