"use client";

import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { fieldRows } from "@/components/ui/field";
import { useEditor } from "./editor-context";
import { EditorSection } from "./editor-section";
import { EditorDay, EditorNumber } from "./fields";
import { RegionPicker } from "./region-picker";

/** Where and when it is on offer, and how soon the bank answers. */
export function ReachSection() {
  const t = useTranslations("editor");
  const { form } = useEditor();
  return (
    <EditorSection name="reach">
      <RegionPicker />
      <div className={clsx(fieldRows, "sm:grid-cols-3")}>
        <EditorDay field="validFrom" />
        <EditorDay field="validTo" />
        <EditorNumber field="promisedWorkingDays" unit={t("unit.workingDays")} />
      </div>
      {form.validFrom === "" && form.validTo === "" && (
        <p className="text-sm text-ink-soft">{t("alwaysValid")}</p>
      )}
    </EditorSection>
  );
}
