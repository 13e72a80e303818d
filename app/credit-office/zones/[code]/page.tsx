import Link from "next/link";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/layout/page-header";
import { ClientMessages } from "@/components/messages/client-messages";
import { Notice } from "@/components/ui/notice";
import { Status } from "@/components/ui/status";
import { PublishZone } from "@/components/zones/publish-zone";
import { ZoneContents } from "@/components/zones/zone-contents";
import { ZoneForm } from "@/components/zones/zone-form";
import { can } from "@/domain/policy";
import { caller, currentActor } from "@/server/trpc/rsc";
import { loadOnOffer } from "../load-on-offer";

type Props = { params: Promise<{ code: string }> };

export async function generateMetadata() {
  return { title: (await getTranslations("zones.office"))("title") };
}

export default async function EditZonePage({ params }: Props) {
  const { code } = await params;
  const [t, locale, actor, zones, onOffer] = await Promise.all([
    getTranslations("zones.office"),
    getLocale(),
    currentActor(),
    caller().then((api) => api.zones.edited()),
    loadOnOffer(),
  ]);
  const zone = zones.find((one) => one.code === code);
  if (!zone || !actor) notFound();
  return (
    <>
      <PageHeader
        title={locale === "en" ? zone.name.en : zone.name.zh}
        lead={
          <span className="flex flex-wrap items-baseline gap-4">
            <Status tone={zone.isPublished ? "good" : "neutral"}>
              {t(zone.isPublished ? "public" : "hidden")}
            </Status>
            {zone.isPublished && (
              <Link href={`/zones/${code}`} className="link text-sm">
                {t("open")}
              </Link>
            )}
          </span>
        }
        back={{ href: "/credit-office/zones", label: t("title") }}
      />
      <ClientMessages namespaces={["common", "errors", "zones"]}>
        <div className="grid gap-8">
          {can(actor, "zone.edit", zone) ? (
            <ZoneForm key={String(zone.isPublished)} zone={zone} onOffer={onOffer} />
          ) : (
            <>
              <Notice tone="info">{t("onlySupervisor")}</Notice>
              <ZoneContents zone={zone} />
            </>
          )}
          {can(actor, "zone.publish", {}) && <PublishZone {...zone} />}
        </div>
      </ClientMessages>
    </>
  );
}
