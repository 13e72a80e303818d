import { getTranslations } from "next-intl/server";
import { listAddress, single } from "@/components/bank/list-address";
import { ProductCard } from "@/components/bank/product-card";
import { LprNote } from "@/components/products/lpr-note";
import { ProposalList } from "@/components/bank/products/proposal-list";
import { PageHeader } from "@/components/layout/page-header";
import { LinkButton } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import { Tabs } from "@/components/ui/tabs";
import { lprPublication } from "@/domain/loans/lpr";
import { standingOn } from "@/domain/products/validity";
import { shanghaiDay } from "@/domain/shared/calendar";
import { caller } from "@/server/trpc/rsc";

const tabs = ["offered", "lapsed", "making", "waiting", "withdrawn"] as const;
type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata() {
  return { title: (await getTranslations("shelf"))("title") };
}

export default async function BankProductsPage({ searchParams }: Props) {
  const t = await getTranslations("shelf");
  const { tab: asked } = await searchParams;
  const tab = tabs.find((name) => name === single(asked)) ?? "offered";
  const { products, proposals, mayWrite } = await (await caller()).bankProducts.list({});
  const today = shanghaiDay(new Date());
  const standing = Map.groupBy(products, ({ status, content }) =>
    standingOn(status, content, today),
  );
  const shelves = {
    offered: standing.get("published") ?? [],
    lapsed: [...(standing.get("over") ?? []), ...(standing.get("notYet") ?? [])],
    withdrawn: standing.get("withdrawn") ?? [],
  };
  const drafts = {
    making: proposals.filter(({ status }) => status === "draft"),
    waiting: proposals.filter(({ status }) => status !== "draft"),
  };
  const lists = { ...shelves, ...drafts };
  return (
    <>
      <PageHeader
        title={t("title")}
        lead={t("lead")}
        actions={
          mayWrite && (
            <div className="flex flex-wrap gap-3">
              <LinkButton href="/bank/products/new" data-key="n">
                {t("new")}
              </LinkButton>
              <LinkButton href="/bank/products/import" variant="quiet">
                {t("import.open")}
              </LinkButton>
            </div>
          )
        }
      />
      <Tabs
        label={t("tabs.label")}
        tabs={tabs.map((name) => ({
          href: listAddress("/bank/products", { tab: name }),
          label: t(`tabs.${name}`),
          isCurrent: name === tab,
          count: lists[name].length,
        }))}
      />
      <div className="mt-6">
        {lists[tab].length === 0 && (
          <Empty title={t(`empty.${tab}.title`)}>{t(`empty.${tab}.hint`)}</Empty>
        )}
        {tab === "making" || tab === "waiting"
          ? drafts[tab].length > 0 && (
              <ProposalList proposals={drafts[tab]} base="/bank/products/proposals" />
            )
          : shelves[tab].length > 0 && (
              <>
                <LprNote on={lprPublication(today).on} today={today} />
                {shelves[tab].map((product) => (
                  <ProductCard key={product.id} product={product} today={today} />
                ))}
              </>
            )}
      </div>
    </>
  );
}
