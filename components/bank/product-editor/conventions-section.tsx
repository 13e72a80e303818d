"use client";

import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Details } from "@/components/ui/details";
import { dayCounts } from "@/domain/loans/day-count";
import { roundingModes } from "@/domain/shared/money";
import { fieldRows } from "@/components/ui/field";
import { useEditor } from "./editor-context";
import { EditorSection } from "./editor-section";
import { EditorNumber, EditorSelect } from "./fields";

const fields = [
  "dayCount",
  "rounding",
  "gracePrincipal",
  "graceInterest",
  "graceInterestFree",
  "dueDay",
  "instalmentMultiple",
] as const;

/** How days, fen and the first months are reckoned: most products leave all of it as it is. */
export function ConventionsSection() {
  const t = useTranslations("editor");
  const { form } = useEditor();
  // Only to begin with: nothing folds away under the hands of whoever empties a field.
  const [isOpen] = useState(() => fields.some((field) => form[field] !== ""));
  return (
    <EditorSection name="conventions">
      <Details summary={t("conventions.show")} isOpen={isOpen}>
        <div className={clsx(fieldRows, "sm:grid-cols-2")}>
          <EditorSelect
            field="dayCount"
            placeholder={t("conventions.dayCount")}
            options={dayCounts.map((one) => ({ value: one, label: one }))}
          />
          <EditorSelect
            field="rounding"
            placeholder={t("conventions.half_up")}
            options={roundingModes
              .filter((mode) => mode !== "half_up" || form.rounding === mode)
              .map((mode) => ({ value: mode, label: t(`conventions.${mode}`) }))}
          />
          <EditorNumber field="gracePrincipal" unit={t("unit.months")} isOptional />
          <EditorNumber field="graceInterest" unit={t("unit.months")} isOptional />
          <EditorNumber field="graceInterestFree" unit={t("unit.months")} isOptional />
          <EditorNumber field="dueDay" unit={t("unit.dayOfMonth")} isOptional />
          <EditorNumber field="instalmentMultiple" unit={t("unit.yuan")} isOptional />
        </div>
      </Details>
    </EditorSection>
  );
}
