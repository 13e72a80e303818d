import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { proposalTone } from "@/components/bank/products/proposal-tone";
import { formatList } from "@/components/format/list";
import { Instant } from "@/components/format/values";
import { Section } from "@/components/layout/page-header";
import { ClientMessages } from "@/components/messages/client-messages";
import { KeptFocus } from "@/components/ui/kept-focus";
import { Notice } from "@/components/ui/notice";
import { Status } from "@/components/ui/status";
import type { ProposalView } from "@/domain/products/proposal-schema";
import { DecideProposal } from "./decide-proposal";
import { ProductChanges } from "./product-changes";
import { ProductPreview } from "./product-preview";
import { ProposalProblems } from "./proposal-problems";

/** A version in the making as whoever decides on it reads it: how far, what it changes, what firms will see. */
export function ProposalPage({
  by,
  proposal,
  children,
}: {
  by: "bank" | "office";
  proposal: ProposalView;
  children?: ReactNode;
}) {
  const t = useTranslations("shelf.proposal");
  const statuses = useTranslations("shelf.status");
  const locale = useLocale();
  const { status, onOffer, content, isOwn } = proposal;
  const standing = `${status} ${isOwn}`;
  return (
    <div className="grid grid-cols-1 gap-10">
      <section aria-label={t("state")} className="grid gap-4">
        <p className="flex flex-wrap items-baseline gap-x-4 gap-y-1 text-sm text-ink-soft">
          <Status tone={proposalTone(status)}>{statuses(status)}</Status>
          {proposal.formerWriters.length > 0 && (
            <span>{t("writer", { name: formatList(proposal.formerWriters, locale) })}</span>
          )}
          {proposal.writer && (
            <span>
              {t(proposal.formerWriters.length > 0 ? "takenOver" : "writer", {
                name: proposal.writer,
              })}
            </span>
          )}
          {proposal.submittedAt && (
            <span>
              {t("submitted")} <Instant at={proposal.submittedAt} />
            </span>
          )}
          {proposal.approvedAt && (
            <span>
              {proposal.approver ? t("approvedBy", { name: proposal.approver }) : t("approved")}{" "}
              <Instant at={proposal.approvedAt} />
            </span>
          )}
          {proposal.officeApprovedAt && (
            <span>
              {t("letIn")} <Instant at={proposal.officeApprovedAt} />
            </span>
          )}
        </p>
        {proposal.sentBackReason !== null && (
          <Notice tone="waiting" title={t("sentBack")}>
            {proposal.sentBackReason}
          </Notice>
        )}
        <Next by={by} proposal={proposal} />
        <ClientMessages namespaces={["common", "errors", "shelf"]}>
          {/* In another state or hand the same acts are new ones. */}
          <DecideProposal key={standing} by={by} proposal={proposal} />
        </ClientMessages>
        <KeptFocus through={standing} />
      </section>
      {proposal.problems.length > 0 && <ProposalProblems problems={proposal.problems} />}
      {children}
      {onOffer && (
        <Section title={t("changes")} lead={t("changesLead", { version: onOffer.version })}>
          <ProductChanges before={onOffer.content} after={content} />
        </Section>
      )}
      <Section title={t("preview")} lead={t("previewLead")}>
        <ProductPreview
          draft={content}
          today={proposal.terms.today}
          shown={{
            id: proposal.productId,
            bankId: proposal.productId,
            version: proposal.version ?? (proposal.basedOn ?? 0) + 1,
            bank: proposal.bank,
          }}
        />
      </Section>
    </div>
  );
}

/** What happens next, and who has to do it. */
function Next({ by, proposal }: { by: "bank" | "office"; proposal: ProposalView }) {
  const t = useTranslations("shelf.proposal.next");
  const { status, may, isOwn, basedOn } = proposal;
  const words = () => {
    if (status === "published") return t("published", { version: proposal.version ?? 0 });
    if (status === "discarded") return t("discarded");
    if (status === "draft") return t(isOwn ? "draftOwn" : "draftOther");
    if (status === "awaiting_office")
      return t(by === "bank" ? "office" : may.approve ? "officeYours" : "officeSupervisor");
    if (may.approve) return t(basedOn === null ? "approveNew" : "approve");
    return t(isOwn ? "waitOwn" : "wait");
  };
  return <p className="measure text-ink-soft">{words()}</p>;
}
