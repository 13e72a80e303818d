"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useTRPC } from "@/components/trpc/client";
import { useRefusalText } from "@/components/trpc/refusal-text";
import { Button } from "@/components/ui/button";
import { Confirm } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import type { RankingWeights } from "@/domain/matching/weights";

/** Has every product judged again and the run kept; ordered as the last one unless weights are given. */
export function MatchAgain({ needId, weights }: { needId: string; weights?: RankingWeights }) {
  const t = useTranslations("needs.page");
  const trpc = useTRPC();
  const router = useRouter();
  const refusalText = useRefusalText();
  const run = useMutation(
    trpc.matches.run.mutationOptions({
      onSuccess: () => {
        router.push(`/sme/needs/${needId}`);
        router.refresh();
      },
    }),
  );
  return (
    <div className="grid justify-items-start gap-3">
      <Button
        isPending={run.isPending}
        onClick={() => run.mutate({ needId, ...(weights && { weights }) })}
      >
        {t("matchAgain")}
      </Button>
      {run.error && <Notice tone="refused">{refusalText(run.error)}</Notice>}
    </div>
  );
}

/** Gives the need up. */
export function WithdrawNeed({ needId }: { needId: string }) {
  const t = useTranslations("needs.withdraw");
  const cancel = useTranslations("common.dialog");
  const trpc = useTRPC();
  const router = useRouter();
  const refusalText = useRefusalText();
  const withdraw = useMutation(trpc.needs.withdraw.mutationOptions());
  return (
    <Confirm
      trigger={
        <Button variant="danger" size="small">
          {t("action")}
        </Button>
      }
      title={t("title")}
      description={t("description")}
      action={t("confirm")}
      cancelLabel={cancel("cancel")}
      onConfirm={async () => {
        await withdraw.mutateAsync({ needId });
        router.refresh();
      }}
    >
      {withdraw.error && <Notice tone="refused">{refusalText(withdraw.error)}</Notice>}
    </Confirm>
  );
}
