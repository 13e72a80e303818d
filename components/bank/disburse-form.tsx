"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useState, type FormEvent } from "react";
import { useTRPC } from "@/components/trpc/client";
import { Button } from "@/components/ui/button";
import { MoneyInput } from "@/components/ui/money-input";
import { Notice } from "@/components/ui/notice";
import { TextInput } from "@/components/ui/text-input";
import { DisburseLoanInput } from "@/domain/loans/bank-schema";
import { useFormProblems } from "./use-form-problems";

type Props = {
  applicationId: string;
  /** What both sides signed for, in fen. */
  granted: bigint;
  signedOn: string;
  today: string;
};

/** What the bank's own system has already done: when, how much, under which number. */
export function DisburseForm({ applicationId, granted, signedOn, today }: Props) {
  const t = useTranslations("bank.disburse");
  const trpc = useTRPC();
  const router = useRouter();
  const [id] = useState(() => crypto.randomUUID());
  const [amount, setAmount] = useState<bigint | null>(granted);
  const disburse = useMutation(trpc.bankLoans.disburse.mutationOptions());
  const form = useFormProblems(DisburseLoanInput, disburse.error);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const input = form.parse({
      id,
      applicationId,
      reference: fields.get("reference"),
      amount: amount ?? undefined,
      on: fields.get("on"),
    });
    if (!input) return;
    disburse.mutate(input, {
      onSuccess: (loan) => {
        router.push(`/bank/loans/${loan.id}`);
        router.refresh();
      },
    });
  }

  return (
    <form onSubmit={submit} noValidate className="grid max-w-md gap-4">
      <MoneyInput
        label={t("amount")}
        name="amount"
        defaultFen={granted}
        onFenChange={setAmount}
        error={form.problemOf("amount")}
      />
      <TextInput
        label={t("on")}
        name="on"
        type="date"
        min={signedOn}
        max={today}
        defaultValue={today}
        error={form.problemOf("on")}
      />
      <TextInput
        label={t("reference")}
        hint={t("referenceHint")}
        name="reference"
        autoComplete="off"
        maxLength={60}
        error={form.problemOf("reference")}
      />
      {form.refused && <Notice tone="refused">{form.refused}</Notice>}
      <Button
        type="submit"
        isPending={disburse.isPending || disburse.isSuccess}
        className="justify-self-start"
      >
        {t("act")}
      </Button>
    </form>
  );
}
