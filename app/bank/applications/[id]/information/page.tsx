import { getTranslations } from "next-intl/server";
import { caseDeadline } from "@/components/bank/case-deadline";
import { CaseHeader } from "@/components/bank/case-header";
import { RequestInformationForm } from "@/components/bank/request-information-form";
import { ClientMessages } from "@/components/messages/client-messages";
import { loadCaseFor } from "../load-case";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata() {
  return { title: (await getTranslations("bank.information"))("title") };
}

export default async function InformationPage({ params }: Props) {
  const t = await getTranslations("bank.information");
  const { application } = await loadCaseFor(
    params,
    "application.request_information",
    "request_information",
  );
  return (
    <ClientMessages namespaces={["common", "bank", "asks", "states", "errors"]}>
      <CaseHeader
        title={t("title")}
        application={application}
        deadline={caseDeadline(application)}
        now={new Date()}
      />
      <RequestInformationForm applicationId={application.id} />
    </ClientMessages>
  );
}
