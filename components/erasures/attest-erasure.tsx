"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useState, type FormEvent } from "react";
import { useFormProblems } from "@/components/bank/use-form-problems";
import { useTRPC } from "@/components/trpc/client";
import { Button } from "@/components/ui/button";
import { Checkbox, RadioGroup } from "@/components/ui/choice";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { Textarea } from "@/components/ui/text-input";
import { erasureStatements, type ErasureStatement } from "@/domain/erasures/lifecycle";
import { AttestErasureInput } from "@/domain/erasures/schema";

/** The bank's word, given once: what is true, and a tick that it is meant. */
export function AttestErasure({ erasureId, firm }: { erasureId: string; firm: string }) {
  const t = useTranslations("erasures");
  const dialog = useTranslations("common.dialog");
  const trpc = useTRPC();
  const router = useRouter();
  const [isOpen, setIsOpen] = useState(false);
  const [statement, setStatement] = useState<ErasureStatement>("everything_deleted");
  const [isUnsure, setIsUnsure] = useState(false);
  const attest = useMutation(trpc.erasures.attest.mutationOptions());
  const form = useFormProblems(AttestErasureInput, attest.error);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const isSure = fields.get("sure") === "on";
    setIsUnsure(!isSure);
    const input = form.parse({ erasureId, statement, note: fields.get("note") ?? "" });
    if (!input || !isSure) return;
    attest.mutate(input, {
      onSuccess: () => {
        setIsOpen(false);
        router.refresh();
      },
    });
  }

  return (
    <Dialog
      open={isOpen}
      onOpenChange={setIsOpen}
      trigger={
        <Button size="small" data-row aria-label={t("attest.label", { firm })}>
          {t("attest.act")}
        </Button>
      }
      title={t("attest.title", { firm })}
      description={t("attest.body", { firm })}
      closeLabel={dialog("close")}
    >
      <form onSubmit={submit} noValidate className="grid gap-4">
        <RadioGroup
          legend={t("attest.statement")}
          name="statement"
          defaultValue={statement}
          onChange={({ currentTarget }) =>
            setStatement(
              erasureStatements.find((one) => one === currentTarget.value) ?? "everything_deleted",
            )
          }
          options={[
            {
              value: "everything_deleted",
              label: t("statement.everything_deleted"),
              hint: t("attest.everythingHint"),
            },
            {
              value: "kept_by_law",
              label: t("statement.kept_by_law"),
              hint: t("attest.keptHint"),
            },
          ]}
        />
        {statement === "kept_by_law" && (
          <Textarea
            label={t("attest.note")}
            name="note"
            rows={3}
            maxLength={300}
            error={form.problemOf("note")}
          />
        )}
        <Checkbox
          name="sure"
          label={t("attest.sure")}
          error={isUnsure ? t("attest.sureMissing") : undefined}
        />
        {form.refused && <Notice tone="refused">{form.refused}</Notice>}
        <div className="flex flex-wrap gap-3">
          <Button type="submit" isPending={attest.isPending}>
            {t("attest.send")}
          </Button>
          <Button variant="quiet" onClick={() => setIsOpen(false)}>
            {t("attest.cancel")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
