"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useState, type FormEvent } from "react";
import { useFormProblems } from "@/components/bank/use-form-problems";
import { useTRPC } from "@/components/trpc/client";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/choice";
import { Notice } from "@/components/ui/notice";
import { Textarea, TextInput } from "@/components/ui/text-input";
import { MakeAskInput, type AskOptions } from "@/domain/asks/schema";
import { useChosenScopes } from "@/components/sources/use-chosen-scopes";

type Scoped = AskOptions["scopes"][number];
const keyOf = ({ item, granularity }: Scoped) => `${item}:${granularity}`;

/** What to see, why in the bank's own words, and for how long. */
export function MakeAskForm({
  applicationId,
  options,
  next,
}: {
  applicationId: string;
  options: AskOptions;
  /** Where to go when it is sent. */
  next: string;
}) {
  const t = useTranslations("asks.bank");
  const trpc = useTRPC();
  const router = useRouter();
  const [id] = useState(() => crypto.randomUUID());
  const { chosen, isChosen, choose } = useChosenScopes(options.scopes);
  const [unexplained, setUnexplained] = useState<readonly string[]>([]);
  const make = useMutation(trpc.asks.make.mutationOptions());
  const form = useFormProblems(MakeAskInput, make.error);
  const isSeeing = options.purpose !== "outcome_backflow";
  const company = options.scopes.filter(({ subject }) => subject === "enterprise");
  const person = options.scopes.filter(({ subject }) => subject === "legal_representative");

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const days = fields.get("validityDays");
    const why = (one: Scoped) => {
      const said = fields.get(`why ${keyOf(one)}`);
      return typeof said === "string" ? said.trim() : "";
    };
    setUnexplained(chosen.filter((one) => why(one) === "").map(keyOf));
    const input = form.parse({
      id,
      applicationId,
      purpose: options.purpose,
      message: fields.get("message"),
      validityDays: typeof days === "string" && /^\d+$/.test(days) ? Number(days) : undefined,
      items: chosen.map((one) => ({
        item: one.item,
        granularity: one.granularity,
        why: why(one),
        isRequired: fields.get(`required ${keyOf(one)}`) === "on",
      })),
    });
    if (!input) return;
    make.mutate(input, {
      onSuccess: () => {
        router.push(next);
        router.refresh();
      },
    });
  }

  const group = (legend: string, scopes: readonly Scoped[]) =>
    scopes.length > 0 && (
      <fieldset>
        <legend className="font-medium">{legend}</legend>
        {scopes.map((one) => (
          <AskedItem
            key={keyOf(one)}
            scoped={one}
            isChosen={isChosen(one)}
            isUnexplained={unexplained.includes(keyOf(one))}
            onChoose={(is) => choose(one, is)}
          />
        ))}
      </fieldset>
    );

  return (
    <form onSubmit={submit} noValidate className="grid max-w-2xl gap-6">
      {isSeeing && (
        <div className="grid gap-3">
          <p className="measure text-sm text-ink-soft">{t("chooseHint")}</p>
          {options.scopes.length === 0 && <Notice>{t("nothing")}</Notice>}
          {group(t("company"), company)}
          {group(t("person"), person)}
          {unexplained.length === 0 && form.problemOf("items") && (
            <Notice tone="waiting">{form.problemOf("items")}</Notice>
          )}
        </div>
      )}
      <Textarea
        label={t("message")}
        hint={t("messageHint")}
        name="message"
        maxLength={1_000}
        error={form.problemOf("message")}
      />
      <TextInput
        label={t("validityDays")}
        hint={t("validityHint", { most: options.longestDays })}
        name="validityDays"
        inputMode="numeric"
        defaultValue={String(options.longestDays)}
        error={form.problemOf("validityDays")}
        className="max-w-40"
      />
      {form.refused && <Notice tone="refused">{form.refused}</Notice>}
      <Button
        type="submit"
        isPending={make.isPending || make.isSuccess}
        className="justify-self-start"
      >
        {t("send")}
      </Button>
    </form>
  );
}

function AskedItem({
  scoped,
  isChosen,
  isUnexplained,
  onChoose,
}: {
  scoped: Scoped;
  isChosen: boolean;
  isUnexplained: boolean;
  onChoose: (isChosen: boolean) => void;
}) {
  const t = useTranslations("asks.bank");
  const errors = useTranslations("errors");
  const sources = useTranslations("sources");
  const label = sources("itemAt", {
    item: sources(`item.${scoped.item}`),
    granularity: sources(`granularity.${scoped.granularity}`),
  });
  return (
    <div className="border-b border-line">
      <Checkbox
        name="item"
        value={keyOf(scoped)}
        checked={isChosen}
        onChange={({ target }) => onChoose(target.checked)}
        label={label}
      />
      {isChosen && (
        <div className="ms-8 grid gap-2 pb-3">
          <TextInput
            label={t("why", { item: label })}
            name={`why ${keyOf(scoped)}`}
            maxLength={300}
            error={isUnexplained ? errors("why_missing") : undefined}
          />
          <Checkbox name={`required ${keyOf(scoped)}`} label={t("isRequired")} />
        </div>
      )}
    </div>
  );
}
