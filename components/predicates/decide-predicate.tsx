"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/components/trpc/client";
import { AskedActs } from "@/components/ui/asked-acts";
import type { DecidePredicateInput } from "@/domain/predicates/schema";

type Props = DecidePredicateInput & {
  mayApprove: boolean;
  mayDiscard: boolean;
  mayRetire: boolean;
};

/** Putting a question on the register, taking a draft back, taking a question off; each asked once more. */
export function DecidePredicate({ code, version, mayApprove, mayDiscard, mayRetire }: Props) {
  const t = useTranslations("predicates.decide");
  const trpc = useTRPC();
  const approve = useMutation(trpc.predicates.approve.mutationOptions());
  const discard = useMutation(trpc.predicates.discard.mutationOptions());
  const retire = useMutation(trpc.predicates.retire.mutationOptions());
  const acts = [
    { name: "approve", isOffered: mayApprove, act: approve, variant: "primary" },
    { name: "discard", isOffered: mayDiscard, act: discard, variant: "danger" },
    { name: "retire", isOffered: mayRetire, act: retire, variant: "danger" },
  ] as const;
  return (
    <AskedActs
      acts={acts.map((one) => ({
        ...one,
        run: () => one.act.mutateAsync({ code, version }),
        words: {
          action: t(`${one.name}.action`),
          title: t(`${one.name}.title`),
          description: t(`${one.name}.description`),
        },
      }))}
    />
  );
}
