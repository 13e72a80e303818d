import { getLocale, getTranslations } from "next-intl/server";
import { cache } from "react";
import { PageHeader } from "@/components/layout/page-header";
import { LprNote } from "@/components/products/lpr-note";
import { ProductCard } from "@/components/products/product-card";
import { Empty } from "@/components/ui/empty";
import { LinkButton } from "@/components/ui/button";
import { lprPublication } from "@/domain/loans/lpr";
import { shanghaiDay } from "@/domain/shared/calendar";
import { caller, orNotFound } from "@/server/trpc/rsc";

type Props = { params: Promise<{ code: string }> };

/** Once a request: for the title and for the page. */
const zoneOf = cache((code: string) => orNotFound(caller().then((api) => api.zones.get({ code }))));

export async function generateMetadata({ params }: Props) {
  const { code } = await params;
  const [{ name, summary }, locale] = await Promise.all([zoneOf(code), getLocale()]);
  const side = locale === "en" ? "en" : "zh";
  return { title: name[side], description: summary[side] };
}

export default async function ZonePage({ params }: Props) {
  const { code } = await params;
  const [t, zone, locale] = await Promise.all([
    getTranslations("zones"),
    zoneOf(code),
    getLocale(),
  ]);
  const today = shanghaiDay(new Date());
  const side = locale === "en" ? "en" : "zh";
  return (
    <div className="page py-8">
      <PageHeader
        back={{ href: "/products", label: t("back") }}
        title={zone.name[side]}
        lead={zone.summary[side]}
      />
      {zone.products.length > 0 && <LprNote on={lprPublication(today).on} today={today} />}
      {zone.products.map((product) => (
        <ProductCard key={product.id} product={product} observed={product.observed} />
      ))}
      {zone.products.length === 0 && (
        <Empty
          title={t("office.empty")}
          action={<LinkButton href="/products">{t("back")}</LinkButton>}
        />
      )}
    </div>
  );
}
