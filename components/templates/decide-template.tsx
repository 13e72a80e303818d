"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/components/trpc/client";
import { AskedActs } from "@/components/ui/asked-acts";
import type { DecideTemplateInput } from "@/domain/templates/schema";

/** Putting a draft into force, or taking it off the table; each asked once more. */
export function DecideTemplate({
  code,
  version,
  mayApprove,
  mayDiscard,
}: DecideTemplateInput & { mayApprove: boolean; mayDiscard: boolean }) {
  const t = useTranslations("templates.decide");
  const trpc = useTRPC();
  const approve = useMutation(trpc.templates.approve.mutationOptions());
  const discard = useMutation(trpc.templates.discard.mutationOptions());
  const acts = [
    { name: "approve", isOffered: mayApprove, act: approve, variant: "primary" },
    { name: "discard", isOffered: mayDiscard, act: discard, variant: "danger" },
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
