import { getTranslations } from "next-intl/server";
import { redirect } from "next/navigation";
import { AskFor } from "@/components/asks/ask-page";
import { ClientMessages } from "@/components/messages/client-messages";
import { askablePurposes } from "@/domain/asks/lifecycle";
import { can } from "@/domain/policy";
import { caller } from "@/server/trpc/rsc";
import { loadCase } from "../load-case";

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<{ purpose?: string | string[] }>;
};

export async function generateMetadata() {
  return { title: (await getTranslations("asks"))("bank.title") };
}

export default async function AskPage({ params, searchParams }: Props) {
  const t = await getTranslations("asks.bank");
  const { application, actor } = await loadCase(params);
  const back = { href: `/bank/applications/${application.id}`, label: t("backToCase") };
  if (!can(actor, "ask.make", application)) redirect(back.href);
  const { purpose: wanted } = await searchParams;
  const purpose = askablePurposes.find((one) => one === wanted) ?? "loan_application";
  const options = await (await caller()).asks.options({ applicationId: application.id, purpose });
  return (
    <ClientMessages namespaces={["common", "asks", "sources", "errors"]}>
      <AskFor
        applicationId={application.id}
        firm={application.enterprise.name}
        options={options}
        back={back}
      />
    </ClientMessages>
  );
}
