import { getTranslations } from "next-intl/server";
import { listAddress, single } from "@/components/bank/list-address";
import { BankErasures } from "@/components/erasures/bank-erasures";
import { PageHeader } from "@/components/layout/page-header";
import { ClientMessages } from "@/components/messages/client-messages";
import { Empty } from "@/components/ui/empty";
import { Notice } from "@/components/ui/notice";
import { Pagination } from "@/components/ui/pagination";
import { Tabs } from "@/components/ui/tabs";
import { caller } from "@/server/trpc/rsc";
import { orFirstPage } from "../or-first-page";

type Search = Promise<Record<string, string | string[] | undefined>>;

export async function generateMetadata() {
  return { title: (await getTranslations("erasures"))("title") };
}

export default async function ErasuresPage({ searchParams }: { searchParams: Search }) {
  const t = await getTranslations("erasures");
  const asked = await searchParams;
  const tab = single(asked["tab"]) === "attested" ? "attested" : "open";
  const cursor = single(asked["cursor"]);
  const first = listAddress("/bank/erasures", { tab });
  const { rows, counts, nextCursor } = await orFirstPage(
    (await caller()).erasures.list({ tab, cursor }),
    first,
  );
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} />
      <div className="grid gap-4">
        {counts.overdue > 0 && (
          <Notice tone="refused" title={t("stoppedTitle")}>
            {t("stopped", { count: counts.overdue })}
          </Notice>
        )}
        <Tabs
          label={t("tabs")}
          tabs={(["open", "attested"] as const).map((name) => ({
            href: listAddress("/bank/erasures", { tab: name }),
            label: t(`tab.${name}`),
            isCurrent: name === tab,
            ...(name === "open" && { count: counts.open }),
          }))}
        />
        {rows.length > 0 ? (
          <ClientMessages namespaces={["common", "erasures", "errors"]}>
            <BankErasures rows={rows} />
          </ClientMessages>
        ) : (
          <Empty title={t(`empty.${tab}`)}>{tab === "open" && t("empty.openHint")}</Empty>
        )}
        <Pagination
          {...(cursor && { previousHref: first })}
          {...(nextCursor && {
            nextHref: listAddress("/bank/erasures", { tab, cursor: nextCursor }),
          })}
        />
      </div>
    </>
  );
}
