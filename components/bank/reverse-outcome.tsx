"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useState, type FormEvent } from "react";
import { useTRPC } from "@/components/trpc/client";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { TextInput } from "@/components/ui/text-input";
import { ReverseOutcomeInput } from "@/domain/loans/bank-schema";
import { useFormProblems } from "./use-form-problems";

/** Corrects a report: the wrong line stays on record with its reversal after it. */
export function ReverseOutcome({
  loanId,
  outcomeId,
  reported,
  today,
}: {
  loanId: string;
  outcomeId: string;
  /** The number the wrong line stands under. */
  reported: string;
  today: string;
}) {
  const t = useTranslations("bank.reverse");
  const dialog = useTranslations("common.dialog");
  const trpc = useTRPC();
  const router = useRouter();
  const [isOpen, setIsOpen] = useState(false);
  const reverse = useMutation(trpc.bankLoans.reverse.mutationOptions());
  const form = useFormProblems(ReverseOutcomeInput, reverse.error);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const input = form.parse({
      loanId,
      outcomeId,
      on: today,
      reference: fields.get("reference"),
      reason: fields.get("reason"),
    });
    if (!input) return;
    reverse.mutate(input, {
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
        <button type="button" className="link text-sm" aria-label={t("label", { reported })}>
          {t("act")}
        </button>
      }
      title={t("title", { reported })}
      description={t("body")}
      closeLabel={dialog("close")}
    >
      <form onSubmit={submit} noValidate className="grid gap-4">
        <TextInput
          label={t("reason")}
          name="reason"
          maxLength={300}
          error={form.problemOf("reason")}
        />
        <TextInput
          label={t("reference")}
          name="reference"
          autoComplete="off"
          maxLength={60}
          error={form.problemOf("reference")}
        />
        {form.refused && <Notice tone="refused">{form.refused}</Notice>}
        <Button
          type="submit"
          variant="danger"
          isPending={reverse.isPending}
          className="justify-self-start"
        >
          {t("act")}
        </Button>
      </form>
    </Dialog>
  );
}
