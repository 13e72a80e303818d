"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/components/trpc/client";
import { AskedActs } from "@/components/ui/asked-acts";

/** Ends an opening before its time, asked once more. */
export function CloseOpening({ openNeedId }: { openNeedId: string }) {
  const t = useTranslations("openNeeds.sme");
  const trpc = useTRPC();
  const close = useMutation(trpc.openNeeds.close.mutationOptions());
  return (
    <AskedActs
      acts={[
        {
          name: "close",
          isOffered: true,
          variant: "danger",
          act: close,
          run: () => close.mutateAsync({ openNeedId }),
          words: { action: t("close"), title: t("closeTitle"), description: t("closeText") },
        },
      ]}
    />
  );
}
