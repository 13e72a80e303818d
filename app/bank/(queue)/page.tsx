import { getTranslations } from "next-intl/server";
import { listAddress, single } from "@/components/bank/list-address";
import { QueueList } from "@/components/bank/queue-list";
import { SearchForm } from "@/components/bank/search-form";
import { PageHeader } from "@/components/layout/page-header";
import { LinkButton } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import { Pagination } from "@/components/ui/pagination";
import { Tabs } from "@/components/ui/tabs";
import { ListQueueInput, queueTabNames, type QueueTab } from "@/domain/applications/bank-schema";
import { caller } from "@/server/trpc/rsc";
import { orFirstPage } from "../or-first-page";

type Search = Promise<Record<string, string | string[] | undefined>>;

export async function generateMetadata() {
  return { title: (await getTranslations("bank.queue"))("title") };
}

export default async function QueuePage({ searchParams }: { searchParams: Search }) {
  const t = await getTranslations("bank.queue");
  const asked = await searchParams;
  const tab = queueTabNames.find((name) => name === asked["tab"]) ?? "to_accept";
  const typed = single(asked["search"]);
  const search = ListQueueInput.shape.search.safeParse(typed).data;
  const cursor = single(asked["cursor"]);
  const first = listAddress("/bank", { tab, search });
  const queue = await orFirstPage(
    (await caller()).bankApplications.queue({ tab, search, cursor }),
    first,
  );
  const next = queue.nextCursor;
  return (
    <>
      <PageHeader title={t("title")} actions={<SearchForm action="/bank" {...{ tab, search }} />} />
      <div className="grid gap-4">
        <Tabs
          label={t("tabs")}
          tabs={queueTabNames.map((name) => ({
            href: listAddress("/bank", { tab: name }),
            label: t(`tab.${name}`),
            isCurrent: name === tab,
            count: queue.counts[name],
          }))}
        />
        {queue.rows.length > 0 ? (
          <QueueList rows={queue.rows} now={new Date()} />
        ) : (
          <Nothing tab={tab} search={search} />
        )}
        <Pagination
          {...(cursor && { previousHref: first })}
          {...(next && { nextHref: listAddress("/bank", { tab, search, cursor: next }) })}
        />
      </div>
    </>
  );
}

async function Nothing({ tab, search }: { tab: QueueTab; search: string | undefined }) {
  const t = await getTranslations("bank.queue");
  if (!search) return <Empty title={t(`empty.${tab}`)}>{t("emptyHint")}</Empty>;
  return (
    <Empty
      title={t("notFound", { search })}
      action={
        <LinkButton href={listAddress("/bank", { tab })} variant="quiet">
          {t("showAll")}
        </LinkButton>
      }
    />
  );
}
