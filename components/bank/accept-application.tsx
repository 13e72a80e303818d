"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useTRPC } from "@/components/trpc/client";
import { useRefusalText } from "@/components/trpc/refusal-text";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";

/** 受理. */
export function AcceptApplication({ applicationId }: { applicationId: string }) {
  const t = useTranslations("bank.acts.accept");
  const trpc = useTRPC();
  const router = useRouter();
  const refusalText = useRefusalText();
  const accept = useMutation(
    trpc.bankApplications.accept.mutationOptions({ onSuccess: () => router.refresh() }),
  );
  return (
    <div className="grid gap-2">
      <Button
        isWide
        data-key="a"
        isPending={accept.isPending || accept.isSuccess}
        onClick={() => accept.mutate({ applicationId })}
      >
        {t("act")}
      </Button>
      <p className="text-sm text-ink-soft">{t("hint")}</p>
      {accept.error && <Notice tone="refused">{refusalText(accept.error)}</Notice>}
    </div>
  );
}
