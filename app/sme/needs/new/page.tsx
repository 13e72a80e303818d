import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/layout/page-header";
import { ClientMessages } from "@/components/messages/client-messages";
import { NeedForm } from "@/components/needs/need-form";

export async function generateMetadata() {
  return { title: (await getTranslations("needs"))("new") };
}

export default async function NewNeedPage() {
  const t = await getTranslations("needs");
  return (
    <>
      <PageHeader
        title={t("new")}
        lead={t("newLead")}
        back={{ href: "/sme/needs", label: t("title") }}
      />
      <ClientMessages namespaces={["common", "needs", "states", "errors"]}>
        <NeedForm />
      </ClientMessages>
    </>
  );
}
