import { getTranslations } from "next-intl/server";
import { listAddress, single } from "@/components/bank/list-address";
import { LoanTable } from "@/components/bank/loan-list";
import { SearchForm } from "@/components/bank/search-form";
import { PageHeader } from "@/components/layout/page-header";
import { Empty } from "@/components/ui/empty";
import { Pagination } from "@/components/ui/pagination";
import { Tabs } from "@/components/ui/tabs";
import { ListLoansInput, loanTabNames } from "@/domain/loans/bank-schema";
import { caller } from "@/server/trpc/rsc";
import { orFirstPage } from "../../or-first-page";

type Search = Promise<Record<string, string | string[] | undefined>>;

export async function generateMetadata() {
  return { title: (await getTranslations("bank.loans"))("title") };
}

export default async function LoansPage({ searchParams }: { searchParams: Search }) {
  const t = await getTranslations("bank.loans");
  const asked = await searchParams;
  const tab = loanTabNames.find((name) => name === asked["tab"]) ?? "live";
  const search = ListLoansInput.shape.search.safeParse(single(asked["search"])).data;
  const cursor = single(asked["cursor"]);
  const first = listAddress("/bank/loans", { tab, search });
  const { rows, totals, nextCursor } = await orFirstPage(
    (await caller()).bankLoans.list({ tab, search, cursor }),
    first,
  );
  return (
    <>
      <PageHeader
        title={t("title")}
        actions={<SearchForm action="/bank/loans" {...{ tab, search }} />}
      />
      <div className="grid gap-4">
        <Tabs
          label={t("tabs")}
          tabs={loanTabNames.map((name) => ({
            href: listAddress("/bank/loans", { tab: name }),
            label: t(`tab.${name}`),
            isCurrent: name === tab,
          }))}
        />
        {rows.length > 0 ? (
          <LoanTable rows={rows} totals={totals} />
        ) : (
          <Empty title={search ? t("notFound", { search }) : t(`empty.${tab}`)} />
        )}
        <Pagination
          {...(cursor && { previousHref: first })}
          {...(nextCursor && {
            nextHref: listAddress("/bank/loans", { tab, search, cursor: nextCursor }),
          })}
        />
      </div>
    </>
  );
}
