import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { NextVersion, ShelfActs } from "@/components/bank/products/shelf-acts";
import { dayInShanghai, formatDay } from "@/components/format/day";
import { PageHeader } from "@/components/layout/page-header";
import { ClientMessages } from "@/components/messages/client-messages";
import { ProductVersions } from "@/components/products/product-versions";
import { ShelfStatus } from "@/components/products/shelf-status";
import { LinkButton } from "@/components/ui/button";
import { KeptFocus } from "@/components/ui/kept-focus";
import { Notice } from "@/components/ui/notice";
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

export default async function BankProductPage({ params, searchParams }: Props) {
  const t = await getTranslations("shelf");
  const locale = await getLocale();
  const input = ShelfInput.safeParse({ productId: (await params).id });
  if (!input.success) notFound();
  const product = await orNotFound((await caller()).bankProducts.get(input.data));
  const { versions, may, proposalId, status, version } = product;
  const shown = versions.find((one) => one.version === version) ?? versions[0];
  if (!shown) notFound();
  const today = shanghaiDay(new Date());
  const { content } = shown;
  const standing = standingOn(status, content, today);
  const live = versions.reduce((sum, one) => sum + one.applications.live, 0);
  return (
    <>
      <PageHeader
        title={locale === "en" ? content.name.en : content.name.zh}
        lead={
          <span className="flex flex-wrap items-baseline gap-x-4">
            <ShelfStatus status={status} validity={content} today={today} />
            <span>{t("history.number", { version })}</span>
            <code className="figures text-sm">{product.code}</code>
          </span>
        }
        back={{ href: "/bank/products", label: t("title") }}
        actions={
          proposalId && (
            <LinkButton href={`/bank/products/proposals/${proposalId}`} variant="quiet">
              {t("shelf.inMaking")}
            </LinkButton>
          )
        }
      />
      <div className="grid grid-cols-1 gap-10">
        <section aria-label={t("shelf.label")} className="grid gap-4">
          {status === "withdrawn" && (
            <Notice tone="waiting">
              {product.withdrawnAt
                ? t("shelf.withdrawnOn", {
                    day: formatDay(dayInShanghai(product.withdrawnAt), locale),
                    live,
                  })
                : t("shelf.withdrawn", { live })}
            </Notice>
          )}
          {(standing === "over" || standing === "notYet") && (
            <Notice tone="waiting">{t(`shelf.${standing}`)}</Notice>
          )}
          <ClientMessages namespaces={["common", "errors", "shelf"]}>
            <div className="flex flex-wrap items-start gap-3">
              {may.write && proposalId === null && <NextVersion productId={product.id} />}
              <ShelfActs
                productId={product.id}
                live={live}
                mayWithdraw={may.withdraw}
                mayResume={may.resume}
              />
            </div>
          </ClientMessages>
          <KeptFocus through={status} />
        </section>
        <ProductVersions
          by="bank"
          product={product}
          asked={await searchParams}
          address={`/bank/products/${product.id}`}
          today={today}
        />
      </div>
    </>
  );
}
