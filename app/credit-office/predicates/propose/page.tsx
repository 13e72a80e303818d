import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/layout/page-header";
import { ClientMessages } from "@/components/messages/client-messages";
import { QuestionForm } from "@/components/predicates/question-form";

export async function generateMetadata() {
  return { title: (await getTranslations("predicates.form"))("title") };
}

export default async function ProposePredicatePage() {
  const t = await getTranslations("predicates");
  return (
    <>
      <PageHeader
        title={t("form.title")}
        lead={t("form.lead")}
        back={{ href: "/credit-office/predicates", label: t("title") }}
      />
      <ClientMessages namespaces={["common", "errors", "sources", "predicates"]}>
        <QuestionForm />
      </ClientMessages>
    </>
  );
}
