"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useTRPC } from "@/components/trpc/client";
import { useRefusalText } from "@/components/trpc/refusal-text";
import { Button } from "@/components/ui/button";
import { Confirm } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";

/** Gives a consent back; what follows is said first. */
export function RelinquishConsent({ consentId, firm }: { consentId: string; firm: string }) {
  const t = useTranslations("asks.held");
  const cancel = useTranslations("common.dialog");
  const trpc = useTRPC();
  const router = useRouter();
  const refusalText = useRefusalText();
  const relinquish = useMutation(trpc.bankConsents.relinquish.mutationOptions());
  return (
    <Confirm
      trigger={
        <Button variant="danger" size="small" className="whitespace-nowrap">
          {t("relinquish")}
        </Button>
      }
      title={t("relinquishTitle", { firm })}
      description={t("relinquishLead")}
      action={t("relinquish")}
      cancelLabel={cancel("cancel")}
      onConfirm={async () => {
        await relinquish.mutateAsync({ consentId });
        router.refresh();
      }}
    >
      {relinquish.error && <Notice tone="refused">{refusalText(relinquish.error)}</Notice>}
    </Confirm>
  );
}
