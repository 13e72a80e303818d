import { getLocale, getTranslations } from "next-intl/server";
import { cache } from "react";
import { Columns, PageHeader, Section } from "@/components/layout/page-header";
import { ObservedFigures } from "@/components/products/observed";
import { ProductDemands } from "@/components/products/product-demands";
import { ProductNumbers, ProductPrice } from "@/components/products/product-details";
import { ProductTags } from "@/components/products/product-tags";
import { LinkButton } from "@/components/ui/button";
import { shanghaiDay } from "@/domain/shared/calendar";
import { caller, orNotFound } from "@/server/trpc/rsc";

type Props = { params: Promise<{ id: string }> };

/** Once a request: for the title and for the page. */
const productOf = cache((productId: string) =>
  orNotFound(caller().then((api) => api.products.get({ productId }))),
);

export async function generateMetadata({ params }: Props) {
  const { id } = await params;
  const [{ content }, locale] = await Promise.all([productOf(id), getLocale()]);
  return {
    title: locale === "en" ? content.name.en : content.name.zh,
    description: locale === "en" ? content.summary.en : content.summary.zh,
  };
}

export default async function ProductPage({ params }: Props) {
  const { id } = await params;
  const t = await getTranslations("products.detail");
  const observed = await getTranslations("observed");
  const [product, locale] = await Promise.all([productOf(id), getLocale()]);
  const { content } = product;
  return (
    <div className="page py-8">
      <PageHeader
        back={{ href: "/products", label: t("back") }}
        title={locale === "en" ? content.name.en : content.name.zh}
        lead={
          <>
            <p>{locale === "en" ? content.summary.en : content.summary.zh}</p>
            <p className="mt-2 flex gap-2">
              <ProductTags content={content} />
            </p>
          </>
        }
        actions={<LinkButton href="/sme/needs/new">{t("apply")}</LinkButton>}
      />
      <Columns aside={<ProductNumbers product={product} />}>
        <ProductPrice product={product} today={shanghaiDay(new Date())} />
        <Section title={observed("title")} lead={observed("lead")}>
          <ObservedFigures
            observed={product.observed}
            promisedWorkingDays={content.promisedWorkingDays}
            advertised={{
              from: product.price.lowest.nominalRate,
              to: product.price.highest.nominalRate,
            }}
          />
        </Section>
        <ProductDemands product={product} />
      </Columns>
    </div>
  );
}
