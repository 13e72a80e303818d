import { useLocale, useTranslations } from "next-intl";
import Form from "next/form";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/select";
import { TextInput } from "@/components/ui/text-input";
import { industrySections } from "@/domain/enterprises/industry";
import { sizeClasses } from "@/domain/enterprises/size";
import type { askedOf } from "./asked-of";

/** An ordinary form: it works without scripts, and what it asks stands in its address. */
export function EstimateForm({ asked }: { asked: ReturnType<typeof askedOf> }) {
  const t = useTranslations("estimates.form");
  const sizes = useTranslations("enterprises.sizes");
  const locale = useLocale();
  const { typed, wrong } = asked;
  const errorOf = (field: keyof typeof typed) =>
    wrong.has(field) ? t(`wrong.${field}`) : undefined;
  return (
    <Form action="/estimate" key={JSON.stringify(typed)} className="grid gap-4">
      <Select
        label={t("section")}
        name="section"
        required={false}
        placeholder={t("anySection")}
        defaultValue={typed.section}
        error={errorOf("section")}
        options={industrySections.map(({ letter, zh, en }) => ({
          value: letter,
          label: locale === "en" ? en : zh,
        }))}
      />
      <Select
        label={t("size")}
        hint={t("sizeHint")}
        name="size"
        required={false}
        placeholder={t("anySize")}
        defaultValue={typed.size}
        error={errorOf("size")}
        options={sizeClasses.map((value) => ({ value, label: sizes(value) }))}
      />
      <TextInput
        label={t("employees")}
        hint={t("employeesHint")}
        name="employees"
        inputMode="numeric"
        maxLength={8}
        isOptional
        required={false}
        defaultValue={typed.employees}
        error={errorOf("employees")}
      />
      <TextInput
        label={t("amount")}
        name="amount"
        unit={t("wan")}
        inputMode="decimal"
        maxLength={20}
        isOptional
        required={false}
        defaultValue={typed.amount}
        error={errorOf("amount")}
      />
      <TextInput
        label={t("term")}
        name="term"
        unit={t("months")}
        inputMode="numeric"
        maxLength={3}
        isOptional
        required={false}
        defaultValue={typed.term}
        error={errorOf("term")}
      />
      <div>
        <Button type="submit">{t("submit")}</Button>
      </div>
    </Form>
  );
}
