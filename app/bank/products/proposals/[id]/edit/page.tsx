import { notFound, redirect } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { ProductEditor } from "@/components/bank/product-editor/product-editor";
import { PageHeader } from "@/components/layout/page-header";
import { ClientMessages } from "@/components/messages/client-messages";
import { TemplateCeilings } from "@/components/templates/ceilings";
import { Notice } from "@/components/ui/notice";
import { ProposalIdInput, type ProposalView } from "@/domain/products/proposal-schema";
import { caller, orNotFound } from "@/server/trpc/rsc";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata() {
  return { title: (await getTranslations("editor"))("title") };
}

export default async function EditProposalPage({ params }: Props) {
  const t = await getTranslations("editor");
  const isEnglish = (await getLocale()) === "en";
  const proposal = await loadProposal((await params).id);
  const details = `/bank/products/proposals/${proposal.id}`;
  const name = isEnglish ? proposal.content.name?.en : proposal.content.name?.zh;
  if (!proposal.may.edit) redirect(details);
  const purposes = await (await caller()).templates.published();
  const purpose = purposes.find(({ code }) => code === "loan_application");
  return (
    <>
      <PageHeader
        title={name || t("title")}
        lead={t(proposal.basedOn === null ? "leadNew" : "leadNext")}
        back={{ href: details, label: t("back") }}
      />
      {proposal.sentBackReason !== null && (
        <Notice tone="waiting" title={t("sentBack")} className="mb-6">
          {proposal.sentBackReason}
        </Notice>
      )}
      <ClientMessages
        namespaces={[
          "audience",
          "calculator",
          "common",
          "editor",
          "errors",
          "observed",
          "products",
          "sources",
          "states",
        ]}
      >
        <ProductEditor
          key={proposal.id}
          proposal={proposal}
          ceilings={purpose && <TemplateCeilings template={purpose} />}
        />
      </ClientMessages>
    </>
  );
}

/** A proposal that is not the bank's does not exist. */
async function loadProposal(id: string): Promise<ProposalView> {
  const input = ProposalIdInput.safeParse({ proposalId: id });
  if (!input.success) notFound();
  return orNotFound((await caller()).productProposals.get(input.data));
}
