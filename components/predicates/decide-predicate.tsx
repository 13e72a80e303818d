"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useTRPC } from "@/components/trpc/client";
import { useRefusalText } from "@/components/trpc/refusal-text";
import { Button } from "@/components/ui/button";
import { Confirm } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import type { DecidePredicateInput } from "@/domain/predicates/schema";

type Props = DecidePredicateInput & {
  mayApprove: boolean;
  mayDiscard: boolean;
  mayRetire: boolean;
};

/** Putting a question on the register, taking a draft back, taking a question off; each asked once more. */
export function DecidePredicate({ code, version, mayApprove, mayDiscard, mayRetire }: Props) {
  const t = useTranslations("predicates.decide");
  const common = useTranslations("common.dialog");
  const trpc = useTRPC();
  const router = useRouter();
  const refusalText = useRefusalText();
  const approve = useMutation(trpc.predicates.approve.mutationOptions());
  const discard = useMutation(trpc.predicates.discard.mutationOptions());
  const retire = useMutation(trpc.predicates.retire.mutationOptions());
  const acts = [
    { name: "approve", isOffered: mayApprove, act: approve, variant: "primary" },
    { name: "discard", isOffered: mayDiscard, act: discard, variant: "danger" },
    { name: "retire", isOffered: mayRetire, act: retire, variant: "danger" },
  ] as const;
  if (!acts.some(({ isOffered }) => isOffered)) return null;
  return (
    <div className="no-print flex flex-wrap gap-3">
      {acts.map(
        ({ name, isOffered, act, variant }) =>
          isOffered && (
            <Confirm
              key={name}
              variant={variant}
              trigger={
                <Button variant={variant} size="small" disabled={act.isSuccess}>
                  {t(`${name}.action`)}
                </Button>
              }
              title={t(`${name}.title`)}
              description={t(`${name}.description`)}
              action={t(`${name}.action`)}
              cancelLabel={common("cancel")}
              onConfirm={async () => {
                await act.mutateAsync({ code, version });
                router.refresh();
              }}
            >
              {act.error && <Notice tone="refused">{refusalText(act.error)}</Notice>}
            </Confirm>
          ),
      )}
    </div>
  );
}
