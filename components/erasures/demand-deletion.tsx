"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useTRPC } from "@/components/trpc/client";
import { useRefusalText } from "@/components/trpc/refusal-text";
import { Button } from "@/components/ui/button";
import { Confirm } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";

/** After the end of a consent: the bank deletes within the week, not at the end of the data's life. */
export function DemandDeletion({ consentId, who }: { consentId: string; who: string }) {
  const t = useTranslations("erasures.demand");
  const cancel = useTranslations("common.dialog");
  const trpc = useTRPC();
  const router = useRouter();
  const refusalText = useRefusalText();
  const demand = useMutation(trpc.consents.demandDeletion.mutationOptions());
  return (
    <Confirm
      trigger={
        <Button variant="quiet" size="small">
          {t("act")}
        </Button>
      }
      title={t("title")}
      description={t("body", { bank: who })}
      action={t("act")}
      cancelLabel={cancel("cancel")}
      onConfirm={async () => {
        await demand.mutateAsync({ consentId });
        router.refresh();
      }}
    >
      {demand.error && <Notice tone="refused">{refusalText(demand.error)}</Notice>}
    </Confirm>
  );
}
