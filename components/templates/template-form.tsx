"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useState, type FormEvent } from "react";
import { useFormProblems } from "@/components/bank/use-form-problems";
import { useTRPC } from "@/components/trpc/client";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/choice";
import { FieldError } from "@/components/ui/field";
import { MoneyInput } from "@/components/ui/money-input";
import { Notice } from "@/components/ui/notice";
import { Select } from "@/components/ui/select";
import { Textarea, TextInput } from "@/components/ui/text-input";
import { readUnits } from "@/domain/consents/lifecycle";
import { defaultCatalogue } from "@/domain/sources/catalogue";
import { ProposeTemplateInput, type TemplateView } from "@/domain/templates/schema";

const counts = [
  "maxValidityDays",
  "maxDataMonths",
  "maxReads",
  "maxFetches",
  "dataLifeDays",
] as const;

/** A whole number as typed; what is none is left to the schema to refuse. */
const wholeOf = (value: FormDataEntryValue | null) =>
  typeof value === "string" && value.trim() !== "" ? Number(value) : null;

/** The version in force, to be changed and put forward as the next one. */
export function TemplateForm({ active }: { active: TemplateView }) {
  const t = useTranslations("templates");
  const sources = useTranslations("sources");
  const trpc = useTRPC();
  const router = useRouter();
  const [scopes, setScopes] = useState<readonly string[]>(active.scopes);
  const [second, setSecond] = useState<bigint | null>(active.secondSignerAbove);
  const propose = useMutation(trpc.templates.propose.mutationOptions());
  const form = useFormProblems(ProposeTemplateInput, propose.error);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const unit = fields.get("readsPerUnit");
    const input = form.parse({
      code: active.code,
      wording: { zh: fields.get("wordingZh"), en: fields.get("wordingEn") },
      scopes,
      ...Object.fromEntries(counts.map((name) => [name, wholeOf(fields.get(name))])),
      readsPerUnit: unit === "none" ? null : unit,
      readsPerCount: unit === "none" ? null : wholeOf(fields.get("readsPerCount")),
      secondSignerAbove: second,
    });
    if (!input) return;
    propose.mutate(input, {
      onSuccess: () => {
        router.push(`/credit-office/templates/${active.code}`);
        router.refresh();
      },
    });
  }

  return (
    <form onSubmit={submit} noValidate className="grid max-w-3xl gap-6">
      <Textarea
        label={t("form.wordingZh")}
        hint={t("form.wordingHint")}
        name="wordingZh"
        lang="zh-CN"
        rows={8}
        defaultValue={active.wording.zh}
        error={form.problemOf("wording")}
      />
      <Textarea
        label={t("form.wordingEn")}
        name="wordingEn"
        lang="en"
        rows={8}
        defaultValue={active.wording.en}
      />
      <fieldset className="grid gap-4 sm:grid-cols-2">
        <legend className="mb-2 font-medium">{t("draft.limits")}</legend>
        {counts.map((name) => (
          <TextInput
            key={name}
            label={t(`ceiling.${name}`)}
            name={name}
            inputMode="numeric"
            unit={t(`form.unit.${name}`)}
            defaultValue={String(active[name])}
            error={form.problemOf(name)}
          />
        ))}
        <Select
          label={t("ceiling.readsPerUnit")}
          name="readsPerUnit"
          placeholder={false}
          defaultValue={active.readsPerUnit ?? "none"}
          options={["none", ...readUnits].map((unit) => ({
            value: unit,
            label: t(`ceiling.unit.${unit}`),
          }))}
        />
        <TextInput
          label={t("ceiling.readsPer")}
          name="readsPerCount"
          inputMode="numeric"
          unit={t("form.unit.maxReads")}
          isOptional
          defaultValue={String(active.readsPerCount ?? "")}
          error={form.problemOf("readsPerCount")}
        />
        <MoneyInput
          label={t("ceiling.secondSignerAbove")}
          hint={t("form.secondHint")}
          name="secondSignerAbove"
          isOptional
          {...(active.secondSignerAbove !== null && { defaultFen: active.secondSignerAbove })}
          onFenChange={setSecond}
          error={form.problemOf("secondSignerAbove")}
        />
      </fieldset>
      <div className="grid gap-4">
        <p className="font-medium">{t("draft.scopes")}</p>
        {defaultCatalogue
          .filter(({ mode }) => mode !== "P")
          .map(({ code, granularities }) => (
            <fieldset key={code} className="border-t border-line pt-2">
              <legend className="float-start me-6 w-40 pt-1.5 first-letter:uppercase">
                {sources(`item.${code}`)}
              </legend>
              <div className="flex flex-wrap gap-x-6">
                {granularities.map((granularity) => {
                  const scope = `${code}:${granularity}`;
                  return (
                    <Checkbox
                      key={granularity}
                      checked={scopes.includes(scope)}
                      onChange={({ target }) =>
                        setScopes((before) =>
                          target.checked
                            ? [...before, scope]
                            : before.filter((other) => other !== scope),
                        )
                      }
                      label={sources(`granularity.${granularity}`)}
                    />
                  );
                })}
              </div>
            </fieldset>
          ))}
        <FieldError id={undefined}>{form.problemOf("scopes")}</FieldError>
      </div>
      {form.isWrong && <Notice tone="refused">{t("form.wrong")}</Notice>}
      {form.refused && <Notice tone="refused">{form.refused}</Notice>}
      <p className="measure text-sm text-ink-soft">{t("form.fourEyes")}</p>
      <Button
        type="submit"
        isPending={propose.isPending || propose.isSuccess}
        className="justify-self-start"
      >
        {t("form.submit")}
      </Button>
    </form>
  );
}
