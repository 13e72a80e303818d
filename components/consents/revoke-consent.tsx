"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTRPC } from "@/components/trpc/client";
import { useRefusalText } from "@/components/trpc/refusal-text";
import { Button } from "@/components/ui/button";
import { Confirm } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { Loading } from "@/components/ui/skeleton";

/** One press, no reason asked; what it touches is told first. */
export function RevokeConsent({ consentId, who }: { consentId: string; who: string }) {
  const t = useTranslations("consents.revoke");
  const cancel = useTranslations("common.dialog");
  const trpc = useTRPC();
  const router = useRouter();
  const refusalText = useRefusalText();
  const [isOpen, setIsOpen] = useState(false);
  const consequences = useQuery({
    ...trpc.consents.consequences.queryOptions({ consentId }),
    enabled: isOpen,
    staleTime: 0,
  });
  const revoke = useMutation(trpc.consents.revoke.mutationOptions());
  const touched = consequences.data?.applications ?? [];
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
        await revoke.mutateAsync({ consentId });
        router.refresh();
      }}
    >
      {consequences.isPending && <Loading lines={2} />}
      {touched.length > 0 && (
        <Notice tone="waiting">
          <ul>
            {touched.map(({ id, bank }) => (
              <li key={id}>{t("application", { bank })}</li>
            ))}
          </ul>
        </Notice>
      )}
      {consequences.data?.losesMatches && <Notice tone="waiting">{t("matches")}</Notice>}
      {revoke.error && <Notice tone="refused">{refusalText(revoke.error)}</Notice>}
    </Confirm>
  );
}
