"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useTRPC } from "@/components/trpc/client";
import { useRefusalText } from "@/components/trpc/refusal-text";
import { Button } from "@/components/ui/button";
import { Confirm } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";

/** The bank's signature under the contract: vermilion, because it signs. */
export function SignContract({
  applicationId,
  termsHash,
  number,
}: {
  applicationId: string;
  termsHash: string;
  number: string;
}) {
  const t = useTranslations("bank.contract");
  const dialog = useTranslations("common.dialog");
  const trpc = useTRPC();
  const router = useRouter();
  const refusalText = useRefusalText();
  const sign = useMutation(trpc.bankContracts.sign.mutationOptions());
  return (
    <Confirm
      variant="seal"
      trigger={
        <Button variant="seal" isWide data-key="s">
          {t("sign")}
        </Button>
      }
      title={t("confirmTitle", { number })}
      description={t("confirmBody")}
      action={t("sign")}
      cancelLabel={dialog("cancel")}
      onConfirm={async () => {
        await sign.mutateAsync({ applicationId, termsHash });
        router.refresh();
      }}
    >
      {sign.error && <Notice tone="refused">{refusalText(sign.error)}</Notice>}
    </Confirm>
  );
}
