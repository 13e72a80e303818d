"use client";

import { clsx } from "clsx";
import { useLocale, useTranslations } from "next-intl";
import { formatDay } from "@/components/format/day";
import { formatRate } from "@/components/format/rate";
import { lprPublication } from "@/domain/loans/lpr";
import { lprTenors } from "@/domain/products/kinds";
import { fieldRows } from "@/components/ui/field";
import { useEditor } from "./editor-context";
import { EditorSection } from "./editor-section";
import { FeeList } from "./fee-list";
import { EditorNumber, EditorSelect } from "./fields";
import { RatePreview } from "./rate-preview";

/** The nominal rate over the loan prime rate, every fee, and what both together cost today. */
export function RateSection() {
  const t = useTranslations("editor");
  const tenors = useTranslations("states.lprTenor");
  const locale = useLocale();
  const { form, today } = useEditor();
  const publication = lprPublication(today);
  const tenor = lprTenors.find((one) => one === form.lprTenor) ?? "1y";
  return (
    <EditorSection name="rate">
      <div className={clsx(fieldRows, "sm:grid-cols-3")}>
        <EditorSelect
          field="lprTenor"
          options={lprTenors.map((one) => ({ value: one, label: tenors(one) }))}
        />
        <EditorNumber field="spreadMin" unit={t("unit.bp")} />
        <EditorNumber field="spreadMax" unit={t("unit.bp")} />
      </div>
      <p className="text-sm text-ink-soft">
        {t("rate.lpr", {
          tenor: tenors(tenor),
          rate: formatRate(publication[tenor], locale),
          day: formatDay(publication.on, locale),
        })}
      </p>
      <FeeList />
      <RatePreview />
    </EditorSection>
  );
}
