import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/layout/page-header";
import { ProposalPage } from "@/components/products/proposal-page";
import { ProposalIdInput } from "@/domain/products/proposal-schema";
import { caller, orNotFound } from "@/server/trpc/rsc";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata() {
  return { title: (await getTranslations("shelf.office"))("one") };
}

export default async function OfficeProposalPage({ params }: Props) {
  const t = await getTranslations("shelf");
  const isEnglish = (await getLocale()) === "en";
  const input = ProposalIdInput.safeParse({ proposalId: (await params).id });
  if (!input.success) notFound();
  const proposal = await orNotFound((await caller()).officeProducts.proposal(input.data));
  const { name } = proposal.content;
  return (
    <>
      <PageHeader
        title={(isEnglish ? name?.en || name?.zh : name?.zh || name?.en) || t("list.unnamed")}
        lead={isEnglish ? proposal.bank.nameEn : proposal.bank.name}
        back={
          proposal.status === "published"
            ? {
                href: `/credit-office/products/${proposal.productId}`,
                label: t("proposal.product"),
              }
            : { href: "/credit-office/products", label: t("office.title") }
        }
      />
      <ProposalPage by="office" proposal={proposal} />
    </>
  );
}
