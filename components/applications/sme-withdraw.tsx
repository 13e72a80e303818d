"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useTRPC } from "@/components/trpc/client";
import { useRefusalText } from "@/components/trpc/refusal-text";
import { Button } from "@/components/ui/button";
import { Confirm } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";

/** Takes the application back; the bank can see nothing from then on. */
export function WithdrawApplication({
  applicationId,
  bank,
}: {
  applicationId: string;
  bank: string;
}) {
  const t = useTranslations("applications.withdraw");
  const cancel = useTranslations("common.dialog");
  const trpc = useTRPC();
  const router = useRouter();
  const refusalText = useRefusalText();
  const withdraw = useMutation(trpc.enterpriseApplications.withdraw.mutationOptions());
  return (
    <Confirm
      trigger={
        <Button variant="danger" size="small">
          {t("action")}
        </Button>
      }
      title={t("title")}
      description={t("description", { bank })}
      action={t("confirm")}
      cancelLabel={cancel("cancel")}
      onConfirm={async () => {
        await withdraw.mutateAsync({ applicationId });
        router.refresh();
      }}
    >
      {withdraw.error && <Notice tone="refused">{refusalText(withdraw.error)}</Notice>}
    </Confirm>
  );
}
