import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { single } from "@/components/bank/list-address";
import { CompareVersions } from "@/components/bank/products/compare-versions";
import { NextVersion, ShelfActs } from "@/components/bank/products/shelf-acts";
import { VersionHistory } from "@/components/bank/products/version-history";
import { dayInShanghai, formatDay } from "@/components/format/day";
import { PageHeader, Section } from "@/components/layout/page-header";
import { ClientMessages } from "@/components/messages/client-messages";
import { ProductPreview } from "@/components/products/product-preview";
import { LinkButton } from "@/components/ui/button";
import { KeptFocus } from "@/components/ui/kept-focus";
import { Notice } from "@/components/ui/notice";
import { Status } from "@/components/ui/status";
import { ShelfInput } from "@/domain/products/bank-schema";
import { isValidOn } from "@/domain/products/validity";
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
  const states = await getTranslations("states.product");
  const locale = await getLocale();
  const input = ShelfInput.safeParse({ productId: (await params).id });
  if (!input.success) notFound();
  const product = await orNotFound((await caller()).bankProducts.get(input.data));
  const asked = await searchParams;
  const { versions, may, proposalId, status, version } = product;
  const shown = versions.find((one) => one.version === version) ?? versions[0];
  if (!shown) notFound();
  const known = (name: "from" | "to", otherwise: number) => {
    const number = Number(single(asked[name]));
    return versions.some((one) => one.version === number) ? number : otherwise;
  };
  const to = known("to", versions[0]?.version ?? 1);
  const today = shanghaiDay(new Date());
  const { content } = shown;
  const isOver = status === "published" && !isValidOn(content, today);
  const live = versions.reduce((sum, one) => sum + one.applications.live, 0);
  return (
    <>
      <PageHeader
        title={locale === "en" ? content.name.en : content.name.zh}
        lead={
          <span className="flex flex-wrap items-baseline gap-x-4">
            <Status tone={status === "published" ? "good" : "neutral"}>{states(status)}</Status>
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
      <div className="grid gap-10">
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
          {isOver && (
            <Notice tone="waiting">
              {t(content.validTo && content.validTo < today ? "shelf.over" : "shelf.notYet")}
            </Notice>
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
        <Section title={t("history.title")} lead={t("history.lead")}>
          <VersionHistory product={product} />
        </Section>
        {versions.length > 1 && (
          <Section title={t("history.compareTitle")}>
            <CompareVersions product={product} from={known("from", Math.max(1, to - 1))} to={to} />
          </Section>
        )}
        <Section title={t("history.shown", { version })} lead={t("proposal.previewLead")}>
          <ProductPreview
            draft={content}
            today={today}
            shown={{ id: product.id, bankId: product.id, version, bank: product.bank }}
          />
        </Section>
      </div>
    </>
  );
}
