import { getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import { CaseHeader } from "@/components/bank/case-header";
import { DisburseForm } from "@/components/bank/disburse-form";
import { ClientMessages } from "@/components/messages/client-messages";
import { shanghaiDay } from "@/domain/shared/calendar";
import { caller } from "@/server/trpc/rsc";
import { loadCaseFor } from "../load-case";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata() {
  return { title: (await getTranslations("bank.disburse"))("title") };
}

export default async function DisbursePage({ params }: Props) {
  const t = await getTranslations("bank.disburse");
  const { application } = await loadCaseFor(params, "loan.disburse", "disburse");
  const contract = await (await caller()).bankContracts.find({ applicationId: application.id });
  if (!contract?.bankSignedAt) notFound();
  const now = new Date();
  return (
    <ClientMessages namespaces={["common", "bank", "errors"]}>
      <CaseHeader title={t("title")} application={application} deadline={null} now={now} />
      <DisburseForm
        applicationId={application.id}
        granted={contract.amount}
        signedOn={shanghaiDay(contract.bankSignedAt)}
        today={shanghaiDay(now)}
      />
    </ClientMessages>
  );
}
