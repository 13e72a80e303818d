"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTRPC } from "@/components/trpc/client";
import { useRefusalText } from "@/components/trpc/refusal-text";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";

/** Picks a product: nothing leaves the firm until what the bank would see has been read and signed. */
export function ChooseProduct({
  needId,
  productId,
  product,
}: {
  needId: string;
  productId: string;
  /** Names the product for those who only hear the button. */
  product: string;
}) {
  const t = useTranslations("needs.match");
  const trpc = useTRPC();
  const router = useRouter();
  const refusalText = useRefusalText();
  const [id] = useState(() => crypto.randomUUID());
  const prepare = useMutation(
    trpc.enterpriseApplications.prepare.mutationOptions({
      onSuccess: (application) => router.push(`/sme/applications/${application.id}`),
    }),
  );
  return (
    <div className="grid justify-items-start gap-2">
      <Button
        isPending={prepare.isPending || prepare.isSuccess}
        onClick={() => prepare.mutate({ id, needId, productId })}
        aria-label={t("chooseNamed", { product })}
      >
        {t("choose")}
      </Button>
      {prepare.error && <Notice tone="refused">{refusalText(prepare.error)}</Notice>}
    </div>
  );
}
