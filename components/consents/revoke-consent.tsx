"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTRPC } from "@/components/trpc/client";
import { useRefusalText } from "@/components/trpc/refusal-text";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/choice";
import { Confirm } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { deletionDemandedDays } from "@/domain/consents/periods";
import { Consequences } from "./consequences";

/** One press, no reason asked; what it touches is told first. */
export function RevokeConsent({
  consentId,
  who,
  isBank,
}: {
  consentId: string;
  who: string;
  /** Whether the recipient keeps what it read: the platform deletes at once in any case. */
  isBank: boolean;
}) {
  const t = useTranslations("consents.revoke");
  const cancel = useTranslations("common.dialog");
  const trpc = useTRPC();
  const router = useRouter();
  const refusalText = useRefusalText();
  const [isOpen, setIsOpen] = useState(false);
  const [demandDeletion, setDemandDeletion] = useState(false);
  const revoke = useMutation(trpc.consents.revoke.mutationOptions());
  return (
    <Confirm
      open={isOpen}
      onOpenChange={setIsOpen}
      trigger={
        <Button variant="danger" size="small">
          {t("action")}
        </Button>
      }
      title={t("title", { who })}
      description={t("description", { who })}
      action={t("confirm")}
      cancelLabel={cancel("cancel")}
      onConfirm={async () => {
        await revoke.mutateAsync({ consentId, demandDeletion });
        router.refresh();
      }}
    >
      {isOpen && (
        <Consequences
          consentId={consentId}
          who={who}
          action="revoke"
          isDeletionDemanded={demandDeletion}
        />
      )}
      {isBank && (
        <Checkbox
          name="demandDeletion"
          checked={demandDeletion}
          onChange={({ target }) => setDemandDeletion(target.checked)}
          label={t("demand", { days: deletionDemandedDays })}
          hint={t("demandHint")}
        />
      )}
      {revoke.error && <Notice tone="refused">{refusalText(revoke.error)}</Notice>}
    </Confirm>
  );
}
