"use client";

import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { Checkbox } from "@/components/ui/choice";
import { FieldError, fieldRows } from "@/components/ui/field";
import { repaymentKinds } from "@/domain/products/kinds";
import type { RepaymentKind } from "@/domain/products/schema";
import { useEditor, useProblemOf } from "./editor-context";
import { EditorSection } from "./editor-section";
import { EditorNumber } from "./fields";
import { idOfField } from "./form-problems";
import { PrepaymentFields } from "./prepayment-fields";

/** How much, for how long, and how it is paid back. */
export function TermsSection() {
  const t = useTranslations("editor");
  const repayments = useTranslations("states.repayment");
  const { form, set } = useEditor();
  const problemOf = useProblemOf();

  function tick(kind: RepaymentKind, isTicked: boolean) {
    const others = form.repaymentKinds.filter((one) => one !== kind);
    set({ repaymentKinds: isTicked ? [...others, kind] : others });
  }

  return (
    <EditorSection name="terms">
      <div className={clsx(fieldRows, "sm:grid-cols-2")}>
        <EditorNumber field="amountMin" unit={t("unit.wan")} />
        <EditorNumber field="amountMax" unit={t("unit.wan")} />
        <EditorNumber field="termMin" unit={t("unit.months")} />
        <EditorNumber field="termMax" unit={t("unit.months")} />
      </div>
      <fieldset id={idOfField("repaymentKinds")} tabIndex={-1}>
        <legend className="font-medium">{t("field.repaymentKinds.label")}</legend>
        <p className="text-sm text-ink-soft">{t("field.repaymentKinds.hint")}</p>
        <div className="grid sm:grid-cols-2">
          {repaymentKinds.map((kind) => (
            <Checkbox
              key={kind}
              label={repayments(kind)}
              checked={form.repaymentKinds.includes(kind)}
              onChange={({ target }) => tick(kind, target.checked)}
            />
          ))}
        </div>
        <FieldError id={undefined}>{problemOf("repaymentKinds")}</FieldError>
      </fieldset>
      <PrepaymentFields />
    </EditorSection>
  );
}
