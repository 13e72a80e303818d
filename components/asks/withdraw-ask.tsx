"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useTRPC } from "@/components/trpc/client";
import { useRefusalText } from "@/components/trpc/refusal-text";
import { Button } from "@/components/ui/button";
import { Confirm } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";

export function WithdrawAsk({ askId }: { askId: string }) {
  const t = useTranslations("asks.bank");
  const cancel = useTranslations("common.dialog");
  const trpc = useTRPC();
  const router = useRouter();
  const refusalText = useRefusalText();
  const withdraw = useMutation(trpc.asks.withdraw.mutationOptions());
  return (
    <Confirm
      trigger={
        <Button variant="danger" size="small">
          {t("withdraw")}
        </Button>
      }
      title={t("withdrawTitle")}
      description={t("withdrawLead")}
      action={t("withdraw")}
      cancelLabel={cancel("cancel")}
      onConfirm={async () => {
        await withdraw.mutateAsync({ askId });
        router.refresh();
      }}
    >
      {withdraw.error && <Notice tone="refused">{refusalText(withdraw.error)}</Notice>}
    </Confirm>
  );
}
