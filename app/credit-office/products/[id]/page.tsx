import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/layout/page-header";
import { ProductVersions } from "@/components/products/product-versions";
import { ShelfStatus } from "@/components/products/shelf-status";
import { LinkButton } from "@/components/ui/button";
import { ShelfInput } from "@/domain/products/bank-schema";
import { standingOn } from "@/domain/products/validity";
import { shanghaiDay } from "@/domain/shared/calendar";
import { caller, orNotFound } from "@/server/trpc/rsc";

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata() {
  return { title: (await getTranslations("shelf.history"))("page") };
}

export default async function OfficeProductPage({ params, searchParams }: Props) {
  const t = await getTranslations("shelf");
  const isEnglish = (await getLocale()) === "en";
  const input = ShelfInput.safeParse({ productId: (await params).id });
  if (!input.success) notFound();
  const product = await orNotFound((await caller()).officeProducts.get(input.data));
  const { id, bank, status, version, versions } = product;
  const shown = versions.find((one) => one.version === version);
  const name = shown?.content.name;
  const today = shanghaiDay(new Date());
  return (
    <>
      <PageHeader
        title={(isEnglish ? name?.en : name?.zh) ?? product.code}
        lead={
          <span className="flex flex-wrap items-baseline gap-x-4">
            <ShelfStatus status={status} validity={shown?.content ?? {}} today={today} />
            <span>{isEnglish ? bank.nameEn : bank.name}</span>
            <code className="figures text-sm">{product.code}</code>
          </span>
        }
        back={{ href: "/credit-office/products", label: t("office.title") }}
        actions={
          shown &&
          standingOn(status, shown.content, today) === "published" && (
            <LinkButton href={`/products/${id}`} variant="quiet">
              {t("office.public")}
            </LinkButton>
          )
        }
      />
      <div className="grid grid-cols-1 gap-10">
        <ProductVersions
          by="office"
          product={product}
          asked={await searchParams}
          address={`/credit-office/products/${id}`}
          today={today}
        />
      </div>
    </>
  );
}
