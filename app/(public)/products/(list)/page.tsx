import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/layout/page-header";
import { filterOf } from "@/components/products/filter-of";
import { LprNote } from "@/components/products/lpr-note";
import { ProductCard } from "@/components/products/product-card";
import { ProductFilters } from "@/components/products/product-filters";
import { LinkButton } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import { ZoneLinks } from "@/components/zones/zone-links";
import { lprPublication } from "@/domain/loans/lpr";
import { shanghaiDay } from "@/domain/shared/calendar";
import { caller } from "@/server/trpc/rsc";

export async function generateMetadata() {
  const t = await getTranslations("products");
  return { title: t("title"), description: t("lead") };
}

export default async function ProductsPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const [t, estimates, api] = await Promise.all([
    getTranslations("products"),
    getTranslations("estimates"),
    caller(),
  ]);
  const today = shanghaiDay(new Date());
  const filter = filterOf(await searchParams);
  const [{ products, total, banks }, zones] = await Promise.all([
    api.products.list(filter),
    api.zones.list(),
  ]);
  return (
    <div className="page grid gap-8 py-8 lg:grid-cols-[16rem_minmax(0,1fr)] lg:gap-12">
      <div className="min-w-0">
        <PageHeader
          title={t("title")}
          lead={t("lead")}
          actions={
            <LinkButton href="/estimate" variant="quiet" size="small">
              {estimates("short")}
            </LinkButton>
          }
        />
        <ZoneLinks zones={zones} />
        <div className="flex items-baseline justify-between gap-4 border-b border-ink pb-2 text-sm">
          <output className="figures text-ink-soft">
            {t("found", { count: products.length })}
            {products.length < total && ` · ${t("of", { total })}`}
          </output>
          {/* On phones the filters stand below all the products. */}
          <a href="#filters" className="link no-print lg:hidden">
            {t("filter.title")}
          </a>
        </div>
        {products.length > 0 && <LprNote on={lprPublication(today).on} today={today} />}
        {products.map((product) => (
          <ProductCard key={product.id} product={product} observed={product.observed} />
        ))}
        {total === 0 && <Empty title={t("none.title")}>{t("none.body")}</Empty>}
        {total > 0 && products.length === 0 && (
          <Empty
            title={t("empty.title")}
            action={<LinkButton href="/products">{t("empty.act")}</LinkButton>}
          >
            {t("empty.body")}
          </Empty>
        )}
      </div>
      <aside id="filters" className="no-print scroll-mt-6 lg:order-first">
        <ProductFilters filter={filter} banks={banks} />
      </aside>
    </div>
  );
}
