import { getTranslations } from "next-intl/server";
import { caseDeadline } from "@/components/bank/case-deadline";
import { CaseHeader } from "@/components/bank/case-header";
import { DeclineForm } from "@/components/bank/decline-form";
import { ClientMessages } from "@/components/messages/client-messages";
import { loadCaseFor } from "../load-case";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata() {
  return { title: (await getTranslations("bank.decline"))("title") };
}

export default async function DeclinePage({ params }: Props) {
  const t = await getTranslations("bank.decline");
  const { application } = await loadCaseFor(params, "application.decline", "decline");
  return (
    <ClientMessages namespaces={["common", "bank", "errors"]}>
      <CaseHeader
        title={t("title")}
        application={application}
        deadline={caseDeadline(application)}
        now={new Date()}
      />
      <DeclineForm applicationId={application.id} firm={application.enterprise.name} />
    </ClientMessages>
  );
}
