import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { UnusualList } from "@/components/consents/unusual-list";
import { Columns, PageHeader } from "@/components/layout/page-header";
import { VerifyChain } from "@/components/ledger/verify-chain";
import { Looks } from "@/components/ledger/looks";
import { RecipientFilter } from "@/components/ledger/recipient-filter";
import { SealSummary } from "@/components/ledger/seal-summary";
import { ClientMessages } from "@/components/messages/client-messages";
import { Empty } from "@/components/ui/empty";
import { Pagination } from "@/components/ui/pagination";
import { caller, currentActor } from "@/server/trpc/rsc";

export async function generateMetadata() {
  return { title: (await getTranslations("consents.looks"))("title") };
}

/** What an address may ask for; anything else in it is passed over. */
const Asked = z.object({
  before: z
    .string()
    .regex(/^[1-9]\d{0,17}$/)
    .transform(BigInt)
    .optional()
    .catch(undefined),
  bank: z.uuid().optional().catch(undefined),
});

export default async function HistoryPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[]>>;
}) {
  const [t, filter] = await Promise.all([
    getTranslations("consents"),
    getTranslations("ledger.filter"),
  ]);
  const { before, bank } = Asked.parse(await searchParams);
  const api = await caller();
  const [actor, page, seal, recipients] = await Promise.all([
    currentActor(),
    api.ledger.list({ ...(before && { before }), ...(bank && { recipientId: bank }) }),
    api.ledger.seal(),
    api.ledger.recipients(),
  ]);
  const consents = before ? [] : await api.consents.list();
  const uses = await api.notices.usage({
    consentIds: consents
      .filter(({ status, recipient }) => ["active", "paused"].includes(status) && recipient)
      .map(({ id }) => id),
  });
  const address = (query: Record<string, string>) =>
    `/sme/history?${new URLSearchParams({ ...(bank && { bank }), ...query })}`;
  return (
    <>
      <PageHeader
        title={t("looks.title")}
        lead={t("looks.lead")}
        back={{ href: "/sme/consents", label: t("title") }}
      />
      <Columns
        aside={
          actor &&
          seal.lines > 0n && (
            <>
              <SealSummary seal={seal} />
              <ClientMessages namespaces={["common", "consents", "errors"]}>
                <VerifyChain chain={actor.organizationId} />
              </ClientMessages>
            </>
          )
        }
      >
        <UnusualList consents={consents} uses={uses} />
        {recipients.length > 0 && <RecipientFilter recipients={recipients} chosen={bank} />}
        {page.entries.length > 0 ? (
          <Looks entries={page.entries} />
        ) : (
          <Empty title={bank ? filter("none") : t("looks.empty")} />
        )}
        <Pagination
          {...(before && { previousHref: address({}) })}
          {...(page.next && { nextHref: address({ before: page.next.toString() }) })}
        />
      </Columns>
    </>
  );
}
