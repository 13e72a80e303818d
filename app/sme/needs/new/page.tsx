import { getTranslations } from "next-intl/server";
import { EstimatePanel } from "@/components/estimates/estimate-panel";
import { Columns, PageHeader, Section } from "@/components/layout/page-header";
import { ClientMessages } from "@/components/messages/client-messages";
import { NeedForm } from "@/components/needs/need-form";
import { caller } from "@/server/trpc/rsc";

export async function generateMetadata() {
  return { title: (await getTranslations("needs"))("new") };
}

export default async function NewNeedPage() {
  const t = await getTranslations("needs");
  const estimates = await getTranslations("estimates");
  const estimate = await (await caller()).estimates.own({});
  return (
    <>
      <PageHeader
        title={t("new")}
        lead={t("newLead")}
        back={{ href: "/sme/needs", label: t("title") }}
      />
      <Columns
        aside={
          <Section title={estimates("ownTitle")} lead={estimates("ownLead")}>
            <EstimatePanel estimate={estimate} />
          </Section>
        }
      >
        <ClientMessages namespaces={["common", "needs", "states", "errors"]}>
          <NeedForm />
        </ClientMessages>
      </Columns>
    </>
  );
}
