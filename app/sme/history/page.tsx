import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { PageHeader } from "@/components/layout/page-header";
import { VerifyChain } from "@/components/ledger/verify-chain";
import { Looks } from "@/components/ledger/looks";
import { ClientMessages } from "@/components/messages/client-messages";
import { Empty } from "@/components/ui/empty";
import { Pagination } from "@/components/ui/pagination";
import { caller, currentActor } from "@/server/trpc/rsc";

export async function generateMetadata() {
  return { title: (await getTranslations("consents.looks"))("title") };
}

const Before = z
  .string()
  .regex(/^[1-9]\d{0,17}$/)
  .transform(BigInt);

export default async function HistoryPage({
  searchParams,
}: {
  searchParams: Promise<{ before?: string }>;
}) {
  const t = await getTranslations("consents");
  const before = Before.safeParse((await searchParams).before);
  const actor = await currentActor();
  const page = await (await caller()).ledger.list(before.success ? { before: before.data } : {});
  return (
    <>
      <PageHeader
        title={t("looks.title")}
        lead={t("looks.lead")}
        back={{ href: "/sme/consents", label: t("title") }}
      />
      {actor && page.entries.length > 0 && (
        <div className="mb-6">
          <ClientMessages namespaces={["common", "consents", "errors"]}>
            <VerifyChain chain={actor.organizationId} />
          </ClientMessages>
        </div>
      )}
      {page.entries.length > 0 ? (
        <Looks entries={page.entries} />
      ) : (
        <Empty title={t("looks.empty")} />
      )}
      <Pagination
        {...(before.success && { previousHref: "/sme/history" })}
        {...(page.next && { nextHref: `/sme/history?before=${page.next}` })}
      />
    </>
  );
}
