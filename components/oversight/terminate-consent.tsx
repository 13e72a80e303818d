"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTRPC } from "@/components/trpc/client";
import { useRefusalText } from "@/components/trpc/refusal-text";
import { Button } from "@/components/ui/button";
import { Confirm } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { Textarea } from "@/components/ui/text-input";
import { TerminateConsentInput } from "@/domain/consents/office-schema";

/** Ends a consent for both sides, with a reason that both read. */
export function TerminateConsent({
  consentId,
  enterprise,
  who,
}: {
  consentId: string;
  enterprise: string;
  who: string;
}) {
  const t = useTranslations("consents.office.terminate");
  const cancel = useTranslations("common.dialog");
  const trpc = useTRPC();
  const router = useRouter();
  const refusalText = useRefusalText();
  const [reason, setReason] = useState("");
  const [isMissing, setIsMissing] = useState(false);
  const terminate = useMutation(trpc.officeConsents.terminate.mutationOptions());
  return (
    <Confirm
      trigger={
        <Button variant="danger" size="small">
          {t("action")}
        </Button>
      }
      title={t("title", { enterprise, who })}
      description={t("description")}
      action={t("confirm")}
      cancelLabel={cancel("cancel")}
      onConfirm={async () => {
        const input = TerminateConsentInput.safeParse({ consentId, reason });
        setIsMissing(!input.success);
        if (!input.success) throw input.error;
        await terminate.mutateAsync(input.data);
        router.refresh();
      }}
    >
      <Textarea
        label={t("reason")}
        hint={t("reasonHint")}
        error={isMissing && t("reasonMissing")}
        maxLength={300}
        rows={3}
        value={reason}
        onChange={({ target }) => setReason(target.value)}
      />
      {terminate.error && <Notice tone="refused">{refusalText(terminate.error)}</Notice>}
    </Confirm>
  );
}
