import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { PageHeader } from "@/components/layout/page-header";
import { HowToCheck } from "@/components/receipts/how-to-check";
import { ReceiptList } from "@/components/receipts/receipt-list";
import { LinkButton } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import { Pagination } from "@/components/ui/pagination";
import { caller } from "@/server/trpc/rsc";

export async function generateMetadata() {
  return { title: (await getTranslations("consents.receipts"))("title") };
}

const Before = z
  .string()
  .regex(/^[1-9]\d{0,17}$/)
  .transform(BigInt);

export default async function ReceiptsPage({
  searchParams,
}: {
  searchParams: Promise<{ before?: string }>;
}) {
  const t = await getTranslations("consents");
  const before = Before.safeParse((await searchParams).before);
  const api = await caller();
  const [page, consents] = await Promise.all([
    api.receipts.list(before.success ? { before: before.data } : {}),
    api.consents.list(),
  ]);
  return (
    <>
      <PageHeader
        title={t("receipts.title")}
        lead={t("receipts.lead")}
        back={{ href: "/sme/consents", label: t("title") }}
      />
      <div className="grid gap-8">
        {page.receipts.length > 0 ? (
          <>
            <ReceiptList receipts={page.receipts} consents={consents} />
            <HowToCheck />
          </>
        ) : (
          <Empty
            title={t("receipts.none")}
            action={<LinkButton href="/sme/consents/matching">{t("receipts.noneAct")}</LinkButton>}
          >
            {t("receipts.noneBody")}
          </Empty>
        )}
        <Pagination
          {...(before.success && { previousHref: "/sme/receipts" })}
          {...(page.next && { nextHref: `/sme/receipts?before=${page.next}` })}
        />
      </div>
    </>
  );
}
