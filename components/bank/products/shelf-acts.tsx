"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTRPC } from "@/components/trpc/client";
import { useRefusalText } from "@/components/trpc/refusal-text";
import { AskedActs } from "@/components/ui/asked-acts";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";

/** Taking a product off the shelf and putting it back, each with what it means for whoever applied. */
export function ShelfActs({
  productId,
  live,
  mayWithdraw,
  mayResume,
}: {
  productId: string;
  live: number;
  mayWithdraw: boolean;
  mayResume: boolean;
}) {
  const t = useTranslations("shelf.shelf");
  const trpc = useTRPC();
  const withdraw = useMutation(trpc.bankProducts.withdraw.mutationOptions());
  const resume = useMutation(trpc.bankProducts.resume.mutationOptions());
  return (
    <AskedActs
      acts={[
        {
          name: "withdraw",
          isOffered: mayWithdraw,
          variant: "danger",
          act: withdraw,
          run: async () => {
            await withdraw.mutateAsync({ productId });
            resume.reset();
          },
          words: {
            action: t("withdraw.action"),
            title: t("withdraw.title"),
            description: t("withdraw.description", { live }),
          },
        },
        {
          name: "resume",
          isOffered: mayResume,
          variant: "primary",
          act: resume,
          run: async () => {
            await resume.mutateAsync({ productId });
            withdraw.reset();
          },
          words: {
            action: t("resume.action"),
            title: t("resume.title"),
            description: t("resume.description"),
          },
        },
      ]}
    />
  );
}

/** Begins the next version from one there was, and goes on in the editor. */
export function NextVersion({ productId, version }: { productId: string; version?: number }) {
  const t = useTranslations("shelf.shelf");
  const trpc = useTRPC();
  const router = useRouter();
  const refusalText = useRefusalText();
  // Of one page: pressing again is the same proposal.
  const [id] = useState(() => crypto.randomUUID());
  const create = useMutation(
    trpc.productProposals.create.mutationOptions({
      onSuccess: ({ proposalId }) => router.push(`/bank/products/proposals/${proposalId}/edit`),
    }),
  );
  return (
    <div className="grid gap-2">
      <Button
        variant="quiet"
        size="small"
        className="justify-self-start"
        isPending={create.isPending || create.isSuccess}
        onClick={() => create.mutate({ id, productId, ...(version !== undefined && { version }) })}
      >
        {version === undefined ? t("next") : t("nextFrom", { version })}
      </Button>
      {create.error && <Notice tone="refused">{refusalText(create.error)}</Notice>}
    </div>
  );
}
