"use client";

import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { FieldError, fieldRows } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { TextInput } from "@/components/ui/text-input";
import { feeTimings } from "@/domain/products/kinds";
import { useEditor, useProblemOf } from "./editor-context";
import { idOfField } from "./form-problems";
import { ListEnd, PartHead } from "./list-parts";
import type { FeeForm } from "./product-form";

const most = 5;

/** Every charge besides the interest: when, and a share of the principal, an amount, or both. */
export function FeeList() {
  const t = useTranslations("editor");
  const { form, set } = useEditor();
  const problemOf = useProblemOf();
  const { fees } = form;
  const add = () =>
    set({
      fees: [
        ...fees,
        {
          key: crypto.randomUUID(),
          nameZh: "",
          nameEn: "",
          timing: "upfront",
          share: "",
          amount: "",
        },
      ],
    });
  return (
    <fieldset id={idOfField("fees")} tabIndex={-1} className="grid min-w-0 gap-3">
      <legend className="font-medium">{t("field.fees.label")}</legend>
      {fees.length === 0 && <p className="text-sm text-ink-soft">{t("field.fees.none")}</p>}
      {fees.map((fee, index) => (
        <FeeFields key={fee.key} fee={fee} number={index + 1} />
      ))}
      <FieldError id={undefined}>{problemOf("fees")}</FieldError>
      {fees.length < most ? (
        <Button size="small" variant="quiet" className="justify-self-start" onClick={add}>
          {t("fee.add")}
        </Button>
      ) : (
        <ListEnd most={most} />
      )}
    </fieldset>
  );
}

function FeeFields({ fee, number }: { fee: FeeForm; number: number }) {
  const t = useTranslations("editor.fee");
  const units = useTranslations("editor.unit");
  const timings = useTranslations("states.feeTiming");
  const { form, set } = useEditor();
  const problemOf = useProblemOf();
  const path = `fees.${fee.key}`;
  const change = (to: Partial<FeeForm>) =>
    set({ fees: form.fees.map((one) => (one.key === fee.key ? { ...one, ...to } : one)) });
  const text = (name: "nameZh" | "nameEn" | "share" | "amount") => ({
    id: idOfField(`${path}.${name}`),
    label: t(name),
    error: problemOf(`${path}.${name}`),
    value: fee[name],
    autoComplete: "off",
    onChange: ({ target }: { target: { value: string } }) => change({ [name]: target.value }),
  });
  return (
    <fieldset
      id={idOfField(path)}
      tabIndex={-1}
      className="grid min-w-0 gap-3 border-t border-line pt-3"
    >
      <PartHead
        title={t("title", { number })}
        remove={t("remove", { number })}
        onRemove={() => set({ fees: form.fees.filter(({ key }) => key !== fee.key) })}
      />
      <div className={clsx(fieldRows, "sm:grid-cols-2")}>
        <TextInput {...text("nameZh")} lang="zh-CN" maxLength={600} />
        <TextInput {...text("nameEn")} lang="en" maxLength={900} />
      </div>
      <div className={clsx(fieldRows, "sm:grid-cols-3")}>
        <Select
          label={t("timing")}
          placeholder={false}
          value={fee.timing}
          options={feeTimings.map((one) => ({ value: one, label: timings(one) }))}
          onChange={({ target }) => {
            const timing = feeTimings.find((one) => one === target.value);
            if (timing) change({ timing });
          }}
        />
        <TextInput {...text("share")} inputMode="decimal" unit={units("percent")} isOptional />
        <TextInput {...text("amount")} inputMode="decimal" unit={units("yuan")} isOptional />
      </div>
      <FieldError id={undefined}>{problemOf(path)}</FieldError>
    </fieldset>
  );
}
