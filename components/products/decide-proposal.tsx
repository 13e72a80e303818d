"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useState, type FormEvent } from "react";
import { useTRPC } from "@/components/trpc/client";
import { useRefusalText } from "@/components/trpc/refusal-text";
import { AskedActs } from "@/components/ui/asked-acts";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { Textarea } from "@/components/ui/text-input";
import { SendBackProposalInput, type ProposalView } from "@/domain/products/proposal-schema";

type Decided = Pick<ProposalView, "id" | "revision" | "basedOn" | "may" | "productStatus">;

/** The acts that stand open on a version in the making, at its bank or at the office. */
export function DecideProposal({ by, proposal }: { by: "bank" | "office"; proposal: Decided }) {
  const t = useTranslations("shelf.decide");
  const trpc = useTRPC();
  const { id: proposalId, revision, basedOn, may, productStatus } = proposal;
  const takeOver = useMutation(trpc.productProposals.takeOver.mutationOptions());
  const submit = useMutation(trpc.productProposals.submit.mutationOptions());
  const approve = useMutation(trpc.productProposals.approve.mutationOptions());
  const letIn = useMutation(trpc.officeProducts.letIn.mutationOptions());
  const takeBack = useMutation(trpc.productProposals.takeBack.mutationOptions());
  const discard = useMutation(trpc.productProposals.discard.mutationOptions());
  const words = (name: string, follows: string = name) => ({
    action: t(`${name}.action`),
    title: t(`${name}.title`),
    description: t(`${follows}.description`),
  });
  const isBack = productStatus === "withdrawn";
  const approving = basedOn === null ? "approveNew" : isBack ? "approveBack" : "approve";
  return (
    <div className="no-print flex flex-wrap items-start gap-3">
      <AskedActs
        acts={[
          {
            name: "takeOver",
            isOffered: may.takeOver,
            variant: "primary",
            words: words("takeOver"),
            act: takeOver,
            run: () => takeOver.mutateAsync({ proposalId, revision }),
          },
          {
            name: "submit",
            isOffered: may.submit,
            variant: "primary",
            words: words("submit"),
            act: submit,
            run: () => submit.mutateAsync({ proposalId, revision }),
          },
          {
            name: "approve",
            isOffered: may.approve && by === "bank",
            variant: "primary",
            words: words("approve", approving),
            act: approve,
            run: () => approve.mutateAsync({ proposalId, revision }),
          },
          {
            name: "letIn",
            isOffered: may.approve && by === "office",
            variant: "primary",
            words: words("letIn"),
            act: letIn,
            run: () => letIn.mutateAsync({ proposalId, revision }),
          },
          {
            name: "takeBack",
            isOffered: may.takeBack,
            variant: "primary",
            words: words("takeBack"),
            act: takeBack,
            run: () => takeBack.mutateAsync({ proposalId }),
          },
          {
            name: "discard",
            isOffered: may.discard,
            variant: "danger",
            words: words("discard"),
            act: discard,
            run: () => discard.mutateAsync({ proposalId }),
          },
        ]}
      />
      {may.sendBack && <SendBack by={by} proposalId={proposalId} revision={revision} />}
    </div>
  );
}

function SendBack({
  by,
  proposalId,
  revision,
}: {
  by: "bank" | "office";
  proposalId: string;
  revision: number;
}) {
  const t = useTranslations("shelf.decide.sendBack");
  const dialog = useTranslations("common.dialog");
  const trpc = useTRPC();
  const router = useRouter();
  const refusalText = useRefusalText();
  const [isOpen, setIsOpen] = useState(false);
  const [isMissing, setIsMissing] = useState(false);
  const onSuccess = () => {
    setIsOpen(false);
    router.refresh();
  };
  const asBank = useMutation(trpc.productProposals.sendBack.mutationOptions({ onSuccess }));
  const asOffice = useMutation(trpc.officeProducts.sendBack.mutationOptions({ onSuccess }));
  const act = by === "bank" ? asBank : asOffice;

  function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const reason = new FormData(event.currentTarget).get("reason");
    const input = SendBackProposalInput.safeParse({ proposalId, revision, reason });
    setIsMissing(!input.success);
    if (!input.success) event.currentTarget.querySelector("textarea")?.focus();
    if (input.success) act.mutate(input.data);
  }

  return (
    <Dialog
      open={isOpen}
      onOpenChange={setIsOpen}
      trigger={
        <Button variant="quiet" size="small">
          {t("action")}
        </Button>
      }
      title={t("title")}
      description={t("description")}
      closeLabel={dialog("close")}
    >
      <form onSubmit={send} noValidate className="grid gap-4">
        <Textarea
          label={t("reason")}
          name="reason"
          rows={4}
          maxLength={1_000}
          error={isMissing ? t("missing") : undefined}
        />
        {act.error && <Notice tone="refused">{refusalText(act.error)}</Notice>}
        <Button type="submit" isPending={act.isPending}>
          {t("action")}
        </Button>
      </form>
    </Dialog>
  );
}
