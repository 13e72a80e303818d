import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/layout/page-header";
import { filterOf } from "@/components/products/filter-of";
import { ProductCard } from "@/components/products/product-card";
import { ProductFilters } from "@/components/products/product-filters";
import { LinkButton } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
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
  const t = await getTranslations("products");
  const filter = filterOf(await searchParams);
  const { products, total, banks } = await (await caller()).products.list(filter);
  return (
    <div className="page grid gap-8 py-8 lg:grid-cols-[16rem_minmax(0,1fr)] lg:gap-12">
      <aside className="no-print max-lg:order-last lg:row-span-2">
        <ProductFilters filter={filter} banks={banks} />
      </aside>
      <div className="min-w-0">
        <PageHeader title={t("title")} lead={t("lead")} />
        <output className="figures block border-b border-ink pb-2 text-sm text-ink-soft">
          {t("found", { count: products.length })}
          {products.length < total && ` · ${t("of", { total })}`}
        </output>
        {products.map((product) => (
          <ProductCard key={product.id} product={product} />
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
    </div>
  );
}
