import { DetailLink } from "@/components/ui/detail-link";
import { getLocale, getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/layout/page-header";
import { LinkButton } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import { Status } from "@/components/ui/status";
import { caller } from "@/server/trpc/rsc";

export async function generateMetadata() {
  return { title: (await getTranslations("zones.office"))("title") };
}

export default async function ZonesPage() {
  const [t, locale, api] = await Promise.all([getTranslations("zones"), getLocale(), caller()]);
  const zones = await api.zones.edited();
  const side = locale === "en" ? "en" : "zh";
  return (
    <>
      <PageHeader
        title={t("office.title")}
        lead={t("office.lead")}
        actions={
          <LinkButton href="/credit-office/zones/new" variant="quiet">
            {t("office.new")}
          </LinkButton>
        }
      />
      {zones.length === 0 && <Empty title={t("office.none")} />}
      <ul>
        {zones.map((zone) => (
          <li key={zone.code} className="border-t border-line py-4 last:border-b">
            <p className="flex flex-wrap items-baseline gap-x-4">
              <DetailLink href={`/credit-office/zones/${zone.code}`} data-row className="text-lg">
                {zone.name[side]}
              </DetailLink>
              <Status tone={zone.isPublished ? "good" : "neutral"}>
                {t(zone.isPublished ? "office.public" : "office.hidden")}
              </Status>
              <span className="figures text-sm text-ink-soft">
                {t("count", { count: zone.products.length })}
              </span>
            </p>
            <p className="measure mt-1 text-sm text-ink-soft">{zone.summary[side]}</p>
          </li>
        ))}
      </ul>
    </>
  );
}
