"use client";

import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { formatExactAmount } from "@/components/format/amount";
import { Select } from "@/components/ui/select";
import { Textarea, TextInput } from "@/components/ui/text-input";
import { type NumberField, readNumber } from "./draft-of";
import { useEditor, useProblemOf } from "./editor-context";
import { idOfField } from "./form-problems";
import type { TextField } from "./product-form";

type Of<F extends TextField> = { field: F; isOptional?: boolean };

/** A field of the product that is one line, or several, of text. */
export function EditorText({
  field,
  rows,
  language,
  most,
  ...rest
}: Of<"code" | "nameZh" | "nameEn" | "summaryZh" | "summaryEn"> & {
  rows?: number;
  language?: string;
  most: number;
}) {
  const t = useTranslations("editor.field");
  const { form, set } = useEditor();
  const problemOf = useProblemOf();
  const shared = {
    ...rest,
    id: idOfField(field),
    label: t(`${field}.label`),
    hint: t.has(`${field}.hint`) ? t(`${field}.hint`) : undefined,
    error: problemOf(field),
    value: form[field],
    maxLength: most,
    lang: language,
    autoComplete: "off",
  };
  return rows ? (
    <Textarea {...shared} rows={rows} onChange={({ target }) => set({ [field]: target.value })} />
  ) : (
    <TextInput {...shared} onChange={({ target }) => set({ [field]: target.value })} />
  );
}

/** A number of the product with its unit; an amount in 万元 is read back in full. */
export function EditorNumber({ field, unit, ...rest }: Of<NumberField> & { unit: string }) {
  const t = useTranslations("editor.field");
  const locale = useLocale();
  const { form, set } = useEditor();
  const problemOf = useProblemOf();
  const value = readNumber(field, form[field]);
  const isAmount = field === "amountMin" || field === "amountMax";
  return (
    <TextInput
      id={idOfField(field)}
      label={t(`${field}.label`)}
      hint={t.has(`${field}.hint`) ? t(`${field}.hint`) : undefined}
      note={
        isAmount && (
          <output
            htmlFor={idOfField(field)}
            className="figures block min-h-6 text-sm text-ink-soft"
          >
            {value !== null &&
              value < Number.MAX_SAFE_INTEGER &&
              formatExactAmount(BigInt(value), locale)}
          </output>
        )
      }
      error={problemOf(field)}
      isOptional={rest.isOptional ?? false}
      // Telephones show no minus among the digits.
      inputMode={field === "spreadMin" || field === "spreadMax" ? "text" : "decimal"}
      autoComplete="off"
      unit={unit}
      value={form[field]}
      onChange={({ target }) => set({ [field]: target.value })}
    />
  );
}

export function EditorDay({ field }: { field: "validFrom" | "validTo" }) {
  const t = useTranslations("editor.field");
  const { form, set } = useEditor();
  const problemOf = useProblemOf();
  return (
    <TextInput
      id={idOfField(field)}
      type="date"
      max="9999-12-31"
      isOptional
      label={t(`${field}.label`)}
      error={problemOf(field)}
      value={form[field]}
      onChange={({ target }) => set({ [field]: target.value })}
    />
  );
}

export function EditorSelect({
  field,
  options,
  placeholder = false,
  hint,
}: {
  field: "kind" | "guarantee" | "lprTenor" | "dayCount" | "rounding";
  options: readonly { value: string; label: string }[];
  placeholder?: string | false;
  hint?: ReactNode;
}) {
  const t = useTranslations("editor.field");
  const { form, set } = useEditor();
  const problemOf = useProblemOf();
  return (
    <Select
      id={idOfField(field)}
      label={t(`${field}.label`)}
      hint={hint}
      placeholder={placeholder}
      value={form[field]}
      options={options}
      onChange={({ target }) => set({ [field]: target.value })}
      error={problemOf(field)}
    />
  );
}
