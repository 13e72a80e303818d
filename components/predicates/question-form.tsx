"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import type { FormEvent } from "react";
import { useFormProblems } from "@/components/bank/use-form-problems";
import { useTRPC } from "@/components/trpc/client";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Select } from "@/components/ui/select";
import { TextInput } from "@/components/ui/text-input";
import { predicateUnits } from "@/domain/predicates/lifecycle";
import { ProposePredicateInput } from "@/domain/predicates/schema";
import { defaultCatalogue } from "@/domain/sources/catalogue";

const computed = defaultCatalogue.filter(({ mode }) => mode === "M");
const wholeOf = (value: FormDataEntryValue | null) =>
  typeof value === "string" && value.trim() !== "" ? Number(value) : null;

/** A question in both languages with its figures, put forward for a colleague to approve. */
export function QuestionForm() {
  const t = useTranslations("predicates.form");
  const units = useTranslations("predicates.unit");
  const sources = useTranslations("sources.item");
  const trpc = useTRPC();
  const router = useRouter();
  const propose = useMutation(trpc.predicates.propose.mutationOptions());
  const form = useFormProblems(ProposePredicateInput, propose.error);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const input = form.parse({
      code: fields.get("code"),
      item: fields.get("item"),
      wording: { zh: fields.get("wordingZh"), en: fields.get("wordingEn") },
      unit: fields.get("unit"),
      threshold: wholeOf(fields.get("threshold")),
      windowMonths: wholeOf(fields.get("windowMonths")),
      minMonths: wholeOf(fields.get("minMonths")),
    });
    if (!input) return;
    propose.mutate(input, {
      onSuccess: () => {
        router.push("/credit-office/predicates");
        router.refresh();
      },
    });
  }

  return (
    <form onSubmit={submit} noValidate className="grid max-w-2xl gap-4">
      <Select
        label={t("item")}
        name="item"
        placeholder={false}
        options={computed.map(({ code }) => ({ value: code, label: sources(code) }))}
        error={form.problemOf("item")}
      />
      <TextInput
        label={t("code")}
        hint={t("codeHint")}
        name="code"
        autoComplete="off"
        spellCheck={false}
        error={form.problemOf("code")}
      />
      <TextInput
        label={t("wordingZh")}
        hint={t("wordingHint")}
        name="wordingZh"
        lang="zh-CN"
        error={form.problemOf("wording")}
      />
      <TextInput label={t("wordingEn")} name="wordingEn" lang="en" />
      <Select
        label={t("unit")}
        name="unit"
        placeholder={false}
        options={predicateUnits.map((unit) => ({ value: unit, label: units(unit) }))}
        error={form.problemOf("unit")}
      />
      <TextInput
        label={t("threshold")}
        hint={t("thresholdHint")}
        name="threshold"
        inputMode="numeric"
        isOptional
        error={form.problemOf("threshold")}
      />
      <div className="grid items-end gap-4 sm:grid-cols-2">
        <TextInput
          label={t("windowMonths")}
          name="windowMonths"
          inputMode="numeric"
          unit={t("months")}
          defaultValue="12"
          error={form.problemOf("windowMonths")}
        />
        <TextInput
          label={t("minMonths")}
          hint={t("minMonthsHint")}
          name="minMonths"
          inputMode="numeric"
          unit={t("months")}
          defaultValue="12"
          error={form.problemOf("minMonths")}
        />
      </div>
      {form.isWrong && <Notice tone="refused">{t("wrong")}</Notice>}
      {form.refused && <Notice tone="refused">{form.refused}</Notice>}
      <p className="measure text-sm text-ink-soft">{t("fourEyes")}</p>
      <Button
        type="submit"
        isPending={propose.isPending || propose.isSuccess}
        className="justify-self-start"
      >
        {t("submit")}
      </Button>
    </form>
  );
}
