import { getTranslations } from "next-intl/server";
import { ProductCard } from "@/components/bank/product-card";
import { PageHeader } from "@/components/layout/page-header";
import { Empty } from "@/components/ui/empty";
import { shanghaiDay } from "@/domain/shared/calendar";
import { caller } from "@/server/trpc/rsc";

export async function generateMetadata() {
  return { title: (await getTranslations("bank.products"))("title") };
}

export default async function BankProductsPage() {
  const t = await getTranslations("bank.products");
  const { products } = await (await caller()).bankProducts.list({});
  const today = shanghaiDay(new Date());
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} />
      {products.length === 0 && <Empty title={t("empty")}>{t("emptyHint")}</Empty>}
      {products.map((product) => (
        <ProductCard key={product.id} product={product} today={today} />
      ))}
    </>
  );
}
