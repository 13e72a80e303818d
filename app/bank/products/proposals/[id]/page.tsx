import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { AudiencePanel } from "@/components/audience/audience-panel";
import { PageHeader } from "@/components/layout/page-header";
import { ClientMessages } from "@/components/messages/client-messages";
import { ProposalPage } from "@/components/products/proposal-page";
import { LinkButton } from "@/components/ui/button";
import { isOpenProposal } from "@/domain/products/lifecycle";
import { ProposalIdInput } from "@/domain/products/proposal-schema";
import { caller, orNotFound } from "@/server/trpc/rsc";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata() {
  return { title: (await getTranslations("shelf.proposal"))("title") };
}

export default async function BankProposalPage({ params }: Props) {
  const t = await getTranslations("shelf");
  const isEnglish = (await getLocale()) === "en";
  const input = ProposalIdInput.safeParse({ proposalId: (await params).id });
  if (!input.success) notFound();
  const proposal = await orNotFound((await caller()).productProposals.get(input.data));
  const { name } = proposal.content;
  return (
    <>
      <PageHeader
        title={(isEnglish ? name?.en || name?.zh : name?.zh || name?.en) || t("list.unnamed")}
        lead={
          proposal.basedOn === null
            ? t("list.newProduct")
            : t("list.after", { version: proposal.basedOn })
        }
        back={
          proposal.basedOn === null && proposal.status !== "published"
            ? { href: "/bank/products", label: t("title") }
            : { href: `/bank/products/${proposal.productId}`, label: t("proposal.product") }
        }
        actions={
          proposal.may.edit && (
            <LinkButton href={`/bank/products/proposals/${proposal.id}/edit`} data-key="e">
              {t("proposal.edit")}
            </LinkButton>
          )
        }
      />
      <ProposalPage by="bank" proposal={proposal}>
        {isOpenProposal(proposal) && (
          <ClientMessages namespaces={["audience", "common", "errors"]}>
            <AudiencePanel
              rule={proposal.content.eligibility ?? null}
              regions={proposal.content.regions ?? []}
            />
          </ClientMessages>
        )}
      </ProposalPage>
    </>
  );
}
