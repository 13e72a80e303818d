import { getTranslations } from "next-intl/server";
import Link from "next/link";
import { DetailLink } from "@/components/ui/detail-link";
import { Instant } from "@/components/format/values";
import { PageHeader } from "@/components/layout/page-header";
import { NeedTitle, needTones } from "@/components/needs/need-summary";
import { LinkButton } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import { Pagination } from "@/components/ui/pagination";
import { Status } from "@/components/ui/status";
import { caller, orNotFound } from "@/server/trpc/rsc";

export async function generateMetadata() {
  return { title: (await getTranslations("needs"))("title") };
}

export default async function NeedsPage({
  searchParams,
}: {
  searchParams: Promise<{ before?: string }>;
}) {
  const t = await getTranslations("needs");
  const states = await getTranslations("states.need");
  const { before } = await searchParams;
  const api = await caller();
  const { needs, nextBefore } = await orNotFound(api.needs.list(before ? { before } : {}));
  return (
    <>
      <PageHeader
        title={t("title")}
        lead={t("lead")}
        actions={<LinkButton href="/sme/needs/new">{t("new")}</LinkButton>}
      />
      <nav aria-label={t("related")} className="mb-6 flex flex-wrap gap-x-6 gap-y-2">
        {(["applications", "offers", "loans"] as const).map((place) => (
          <Link key={place} href={`/sme/${place}`} className="link">
            {t(`places.${place}`)}
          </Link>
        ))}
        <Link href="/products" className="link">
          {t("places.products")}
        </Link>
      </nav>
      {needs.length === 0 && (
        <Empty
          title={t("empty.title")}
          action={<LinkButton href="/sme/needs/new">{t("new")}</LinkButton>}
        >
          {t("empty.body")}
        </Empty>
      )}
      <ul className="border-t border-line empty:hidden">
        {needs.map((need) => (
          <li key={need.id} className="grid gap-1 border-b border-line py-4">
            <div className="flex flex-wrap items-baseline justify-between gap-x-6">
              <h2 className="text-lg">
                <DetailLink href={`/sme/needs/${need.id}`}>
                  <NeedTitle need={need} />
                </DetailLink>
              </h2>
              <Status tone={needTones[need.status]}>{states(need.status)}</Status>
            </div>
            <p className="flex flex-wrap gap-x-5 text-sm text-ink-soft">
              <Instant at={need.createdAt} only="day" />
              {need.eligible > 0 && <span>{t("eligible", { count: need.eligible })}</span>}
              <span>{t("live", { count: need.liveApplications })}</span>
              {need.openOffers > 0 && (
                <Link href={`/sme/offers?need=${need.id}`} className="link text-celadon">
                  {t("offers", { count: need.openOffers })}
                </Link>
              )}
            </p>
          </li>
        ))}
      </ul>
      <Pagination {...(nextBefore && { nextHref: `/sme/needs?before=${nextBefore}` })} />
    </>
  );
}
