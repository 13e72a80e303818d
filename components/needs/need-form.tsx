"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useState, type FormEvent } from "react";
import { useTRPC } from "@/components/trpc/client";
import { useRefusalText } from "@/components/trpc/refusal-text";
import { Button } from "@/components/ui/button";
import { RadioGroup } from "@/components/ui/choice";
import { MoneyInput } from "@/components/ui/money-input";
import { Notice } from "@/components/ui/notice";
import { Select } from "@/components/ui/select";
import { TextInput, Textarea } from "@/components/ui/text-input";
import { needPurposes } from "@/domain/needs/lifecycle";
import { CreateNeedInput, type NeedView } from "@/domain/needs/schema";
import { guaranteeKinds, repaymentKinds } from "@/domain/products/kinds";

/**
 * What is wanted, in the order a shop owner would say it. Stating it, or a need said anew, also has it
 * matched.
 */
export function NeedForm({ need }: { need?: NeedView }) {
  const t = useTranslations("needs.form");
  const edit = useTranslations("needs.edit");
  const states = useTranslations("states");
  const trpc = useTRPC();
  const router = useRouter();
  const refusalText = useRefusalText();
  // The same form sent twice is the same need.
  const [id] = useState(() => need?.id ?? crypto.randomUUID());
  const [amount, setAmount] = useState<bigint | null>(need?.amount ?? null);
  const [purpose, setPurpose] = useState<string>(need?.purpose ?? "");
  const [errors, setErrors] = useState<Record<string, string>>({});
  const create = useMutation(trpc.needs.create.mutationOptions());
  const update = useMutation(trpc.needs.update.mutationOptions());
  const match = useMutation(trpc.matches.run.mutationOptions());
  const [isLeaving, setIsLeaving] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const given = (name: string) => {
      const value = data.get(name);
      return typeof value === "string" && value !== "" ? value : undefined;
    };
    const term = given("termMonths");
    const parsed = CreateNeedInput.safeParse({
      id,
      amount: amount ?? undefined,
      termMonths: term === undefined ? undefined : Number(term),
      purpose: given("purpose"),
      purposeText: given("purposeText"),
      repayment: given("repayment"),
      guarantee: given("guarantee"),
    });
    const issues = parsed.error?.issues ?? [];
    setErrors(Object.fromEntries(issues.map(({ path, message }) => [path.join("."), message])));
    if (!parsed.success) return;
    try {
      const { id: needId, ...said } = parsed.data;
      if (need) await update.mutateAsync({ needId, ...said });
      else await create.mutateAsync(parsed.data);
      setIsLeaving(true);
      // The page of the need judges by itself: a run that fails costs nothing but its record.
      await match.mutateAsync({ needId }).catch(() => null);
      router.push(`/sme/needs/${needId}`);
      router.refresh();
    } catch {
      setIsLeaving(false);
    }
  }

  const refused = create.error ?? update.error;
  const errorOf = (field: string) => {
    const message = errors[field];
    return message ? t(`errors.${message}`) : undefined;
  };
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="grid max-w-xl gap-6">
      <MoneyInput
        label={t("amount")}
        hint={t("amountHint")}
        name="amount"
        error={errorOf("amount")}
        onFenChange={setAmount}
        {...(need && { defaultFen: need.amount })}
      />
      <TextInput
        label={t("term")}
        hint={t("termHint")}
        name="termMonths"
        unit={t("months")}
        inputMode="numeric"
        maxLength={3}
        error={errorOf("termMonths")}
        defaultValue={need?.termMonths}
      />
      <RadioGroup
        legend={t("purpose")}
        name="purpose"
        error={errorOf("purpose")}
        onChange={({ target }) => setPurpose(target.value)}
        {...(need && { defaultValue: need.purpose })}
        options={needPurposes.map((value) => ({ value, label: states(`needPurpose.${value}`) }))}
      />
      <Textarea
        label={t("purposeText")}
        hint={t("purposeTextHint")}
        name="purposeText"
        rows={2}
        maxLength={200}
        isOptional={purpose !== "other"}
        error={errorOf("purposeText")}
        defaultValue={need?.purposeText ?? ""}
      />
      <Select
        label={t("repayment")}
        hint={t("repaymentHint")}
        name="repayment"
        defaultValue={need?.repayment ?? ""}
        isOptional
        placeholder={t("any")}
        options={repaymentKinds.map((value) => ({ value, label: states(`repayment.${value}`) }))}
      />
      <Select
        label={t("guarantee")}
        hint={t("guaranteeHint")}
        name="guarantee"
        defaultValue={need?.guarantee ?? ""}
        isOptional
        placeholder={t("any")}
        options={guaranteeKinds.map((value) => ({ value, label: states(`guarantee.${value}`) }))}
      />
      {Object.keys(errors).length > 0 && <Notice tone="refused" title={t("fix")} />}
      {refused && <Notice tone="refused">{refusalText(refused)}</Notice>}
      <div>
        <Button
          type="submit"
          size="large"
          isPending={create.isPending || update.isPending || match.isPending || isLeaving}
        >
          {need ? edit("submit") : t("submit")}
        </Button>
      </div>
    </form>
  );
}
