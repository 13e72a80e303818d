import { getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { ClientMessages } from "@/components/messages/client-messages";
import { ReadReport } from "@/components/reports/read-report";
import { caller } from "@/server/trpc/rsc";

export async function generateMetadata() {
  return { title: (await getTranslations("reports"))("bank.title") };
}

export default async function SharedReportPage({
  params,
}: {
  params: Promise<{ number: string }>;
}) {
  const { number } = await params;
  const t = await getTranslations("reports");
  const held = await (await caller()).bankConsents.list({});
  if (!held.some(({ reportNumber }) => reportNumber === number)) notFound();
  return (
    <ClientMessages
      namespaces={["common", "reports", "states", "errors", "profiles", "sources", "indicators"]}
    >
      <PageHeader
        title={number}
        lead={t("bank.lead")}
        back={{ href: "/bank/consents", label: t("bank.back") }}
      />
      <ReadReport number={number} />
    </ClientMessages>
  );
}
