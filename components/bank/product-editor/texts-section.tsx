"use client";

import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { Checkbox } from "@/components/ui/choice";
import { guaranteeKinds, productKinds } from "@/domain/products/kinds";
import { fieldRows } from "@/components/ui/field";
import { useEditor } from "./editor-context";
import { EditorSection } from "./editor-section";
import { EditorSelect, EditorText } from "./fields";
import { codeFrom } from "./new-product";

/** What it is called, what it is, and what people look for it by. */
export function TextsSection() {
  const t = useTranslations("editor");
  const states = useTranslations("states");
  const { form, set, isCodeFixed } = useEditor();
  const suggested = codeFrom(form.nameEn);
  return (
    <EditorSection name="texts">
      <div className={clsx(fieldRows, "sm:grid-cols-2")}>
        <EditorText field="nameZh" language="zh-CN" most={600} />
        <EditorText field="nameEn" language="en" most={900} />
        <EditorText field="summaryZh" language="zh-CN" rows={3} most={600} />
        <EditorText field="summaryEn" language="en" rows={3} most={900} />
        <EditorSelect
          field="kind"
          placeholder={t("choose")}
          options={productKinds.map((kind) => ({
            value: kind,
            label: states(`productKind.${kind}`),
          }))}
        />
        <EditorSelect
          field="guarantee"
          placeholder={t("choose")}
          options={guaranteeKinds.map((kind) => ({
            value: kind,
            label: states(`guarantee.${kind}`),
          }))}
        />
      </div>
      <div className="grid gap-4 sm:grid-cols-2">
        {isCodeFixed ? (
          <p>
            <span className="block font-medium">{t("field.code.label")}</span>
            <span className="figures">{form.code}</span>
            <span className="block text-sm text-ink-soft">{t("codeFixed")}</span>
          </p>
        ) : (
          <div className="grid content-start gap-1">
            <EditorText field="code" most={40} />
            {form.code === "" && suggested !== "" && (
              <button
                type="button"
                className="link min-h-8 justify-self-start text-sm"
                onClick={() => set({ code: suggested })}
              >
                {t("useCode", { code: suggested })}
              </button>
            )}
          </div>
        )}
      </div>
      <div>
        <Checkbox
          label={t("field.isFirstLoan.label")}
          hint={t("field.isFirstLoan.hint")}
          checked={form.isFirstLoan}
          onChange={({ target }) => set({ isFirstLoan: target.checked })}
        />
        <Checkbox
          label={t("field.isPolicy.label")}
          hint={t("field.isPolicy.hint")}
          checked={form.isPolicy}
          onChange={({ target }) => set({ isPolicy: target.checked })}
        />
      </div>
    </EditorSection>
  );
}
