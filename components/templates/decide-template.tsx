"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useTRPC } from "@/components/trpc/client";
import { useRefusalText } from "@/components/trpc/refusal-text";
import { Button } from "@/components/ui/button";
import { Confirm } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import type { DecideTemplateInput } from "@/domain/templates/schema";

/** Putting a draft into force, or taking it off the table; each asked once more. */
export function DecideTemplate({
  code,
  version,
  mayApprove,
  mayDiscard,
}: DecideTemplateInput & { mayApprove: boolean; mayDiscard: boolean }) {
  const t = useTranslations("templates.decide");
  const common = useTranslations("common.dialog");
  const trpc = useTRPC();
  const router = useRouter();
  const refusalText = useRefusalText();
  const approve = useMutation(trpc.templates.approve.mutationOptions());
  const discard = useMutation(trpc.templates.discard.mutationOptions());
  const acts = [
    { name: "approve", isOffered: mayApprove, act: approve, variant: "primary" },
    { name: "discard", isOffered: mayDiscard, act: discard, variant: "danger" },
  ] as const;
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
