"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useState, type FormEvent } from "react";
import { z } from "zod";
import { useTRPC } from "@/components/trpc/client";
import { Button } from "@/components/ui/button";
import { LiveRegion } from "@/components/ui/live-region";
import { MoneyInput } from "@/components/ui/money-input";
import { Notice } from "@/components/ui/notice";
import { Select } from "@/components/ui/select";
import { TextInput } from "@/components/ui/text-input";
import {
  ClearOverdueInput,
  RecordOverdueInput,
  RecordRepaymentInput,
  SettleLoanInput,
  type BankLoanView,
} from "@/domain/loans/bank-schema";
import { loanCan } from "@/domain/loans/lifecycle";
import { useFormProblems } from "./use-form-problems";

const Told = z.discriminatedUnion("kind", [
  RecordRepaymentInput.extend({ kind: z.literal("repayment") }),
  RecordOverdueInput.extend({ kind: z.literal("overdue") }),
  ClearOverdueInput.extend({ kind: z.literal("overdue_cleared") }),
  SettleLoanInput.extend({ kind: z.literal("settlement") }),
]);
type Told = z.infer<typeof Told>;
type Kind = Told["kind"];

function possibleKinds(loan: Pick<BankLoanView, "status" | "balance">): Kind[] {
  const isOwed = loan.balance > 0n;
  return [
    ...(isOwed && loanCan("record_repayment", loan) ? (["repayment"] as const) : []),
    ...(isOwed && loanCan("record_overdue", loan) ? (["overdue"] as const) : []),
    ...(loan.status === "overdue" ? (["overdue_cleared"] as const) : []),
    ...(!isOwed && loanCan("settle", loan) ? (["settlement"] as const) : []),
  ];
}

/** What the bank's own system says happened, by hand and under the bank's own number. */
export function OutcomeForm({ loan, today }: { loan: BankLoanView; today: string }) {
  const t = useTranslations("bank.outcomes");
  const kinds = useTranslations("states.outcome");
  const router = useRouter();
  const possible = possibleKinds(loan);
  const [chosen, setChosen] = useState<Kind | null>(null);
  const [amount, setAmount] = useState<bigint | null>(null);
  /** A new number empties the fields after each report. */
  const [round, setRound] = useState(0);
  const tell = useTelling();
  const form = useFormProblems(Told, tell.error);
  const kind = possible.find((one) => one === chosen) ?? possible[0];
  if (!kind) return <p className="text-ink-soft">{t("closed")}</p>;

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const days = fields.get("days");
    const told = form.parse({
      kind,
      loanId: loan.id,
      reference: fields.get("reference"),
      on: fields.get("on"),
      ...(kind === "repayment" && { amount: amount ?? undefined }),
      ...(kind === "overdue" && { days: readCount(days) }),
    });
    if (!told) return;
    tell.mutate(told, {
      onSuccess: () => {
        setAmount(null);
        setRound(round + 1);
        router.refresh();
      },
    });
  }

  return (
    <form key={round} onSubmit={submit} noValidate className="grid gap-4">
      <Select
        label={t("kind")}
        name="kind"
        placeholder={false}
        value={kind}
        onChange={({ target }) => setChosen(possible.find((one) => one === target.value) ?? null)}
        options={possible.map((one) => ({ value: one, label: kinds(one) }))}
      />
      {kind === "repayment" && (
        <MoneyInput
          label={t("principal")}
          hint={t("principalHint")}
          name="amount"
          unit="yuan"
          onFenChange={setAmount}
          error={form.problemOf("amount")}
        />
      )}
      {kind === "overdue" && (
        <TextInput
          label={t("overdueDays")}
          name="days"
          inputMode="numeric"
          unit={t("dayUnit")}
          error={form.problemOf("days")}
        />
      )}
      <TextInput
        label={t("on")}
        name="on"
        type="date"
        min={loan.disbursedOn}
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
      <Button type="submit" isPending={tell.isPending} className="justify-self-start">
        {t("act")}
      </Button>
      <LiveRegion isVisible>{tell.isSuccess ? t("recorded") : null}</LiveRegion>
    </form>
  );
}

function readCount(typed: FormDataEntryValue | null): number | undefined {
  return typeof typed === "string" && /^\d{1,5}$/.test(typed.trim()) ? Number(typed) : undefined;
}

/** The verb each kind of outcome goes to, as one mutation. */
function useTelling() {
  const { bankLoans } = useTRPC();
  const repayment = useMutation(bankLoans.recordRepayment.mutationOptions());
  const overdue = useMutation(bankLoans.recordOverdue.mutationOptions());
  const cleared = useMutation(bankLoans.clearOverdue.mutationOptions());
  const settlement = useMutation(bankLoans.settle.mutationOptions());
  return useMutation({
    mutationFn: async (told: Told) => {
      const { loanId, reference, on } = told;
      const reported = { loanId, reference, on };
      if (told.kind === "repayment")
        return repayment.mutateAsync({ ...reported, amount: told.amount });
      if (told.kind === "overdue") return overdue.mutateAsync({ ...reported, days: told.days });
      if (told.kind === "overdue_cleared") return cleared.mutateAsync(reported);
      return settlement.mutateAsync(reported);
    },
  });
}
