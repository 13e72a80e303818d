import { getLocale, getTranslations } from "next-intl/server";
import { DetailLink } from "@/components/ui/detail-link";
import { ProposalList } from "@/components/bank/products/proposal-list";
import { dayInShanghai, formatDay } from "@/components/format/day";
import { PageHeader, Section } from "@/components/layout/page-header";
import { ShelfStatus } from "@/components/products/shelf-status";
import { Empty } from "@/components/ui/empty";
import { Table } from "@/components/ui/table";
import { shanghaiDay } from "@/domain/shared/calendar";
import { caller } from "@/server/trpc/rsc";

export async function generateMetadata() {
  return { title: (await getTranslations("shelf.office"))("title") };
}

export default async function OfficeProductsPage() {
  const t = await getTranslations("shelf.office");
  const locale = await getLocale();
  const isEnglish = locale === "en";
  const today = shanghaiDay(new Date());
  const { waiting, banks } = await (await caller()).officeProducts.list();
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} />
      <div className="grid grid-cols-1 gap-10">
        <Section title={t("waiting")}>
          {waiting.length === 0 ? (
            <Empty title={t("noneWaiting")}>{t("noneWaitingHint")}</Empty>
          ) : (
            <ProposalList proposals={waiting} base="/credit-office/products/proposals" />
          )}
        </Section>
        {banks.map(({ bank, products }) => (
          <Section key={bank.code} title={isEnglish ? bank.nameEn : bank.name}>
            <Table
              caption={isEnglish ? bank.nameEn : bank.name}
              isCaptionHidden
              isDense
              className="[&_table]:table-fixed"
              rows={products}
              rowKey={({ id }) => id}
              columns={[
                {
                  key: "name",
                  header: t("product"),
                  isRowHeader: true,
                  cell: ({ id, name }) => (
                    <DetailLink href={`/credit-office/products/${id}`} data-row>
                      {isEnglish ? name.en : name.zh}
                    </DetailLink>
                  ),
                },
                {
                  key: "status",
                  header: t("status"),
                  cell: ({ status, validFrom, validTo }) => (
                    <ShelfStatus status={status} validity={{ validFrom, validTo }} today={today} />
                  ),
                },
                {
                  key: "version",
                  header: t("version"),
                  align: "end",
                  cell: ({ version }) => version,
                },
                {
                  key: "since",
                  header: t("since"),
                  cell: ({ publishedAt, withdrawnAt }) => {
                    const at = withdrawnAt ?? publishedAt;
                    return at && formatDay(dayInShanghai(at), locale);
                  },
                },
              ]}
            />
          </Section>
        ))}
      </div>
    </>
  );
}
