"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useTRPC } from "@/components/trpc/client";
import { useRefusalText } from "@/components/trpc/refusal-text";
import { Button } from "@/components/ui/button";
import { Confirm } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";

/** No to a text that waits for a signature; nobody asks why. */
export function RejectConsent({ consentId, who }: { consentId: string; who: string }) {
  const t = useTranslations("consents.reject");
  const cancel = useTranslations("common.dialog");
  const trpc = useTRPC();
  const router = useRouter();
  const refusalText = useRefusalText();
  const reject = useMutation(trpc.consents.reject.mutationOptions());
  return (
    <Confirm
      trigger={<Button variant="danger">{t("action")}</Button>}
      title={t("title", { who })}
      description={t("description", { who })}
      action={t("action")}
      cancelLabel={cancel("cancel")}
      onConfirm={async () => {
        await reject.mutateAsync({ consentId });
        router.refresh();
      }}
    >
      {reject.error && <Notice tone="refused">{refusalText(reject.error)}</Notice>}
    </Confirm>
  );
}
