import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { PrepaymentText } from "@/components/calculator/prepayment-text";
import { Select } from "@/components/ui/select";
import { prepaymentOf } from "./draft-of";
import { fieldRows } from "@/components/ui/field";
import { useEditor, useProblemOf } from "./editor-context";
import { EditorNumber } from "./fields";
import { idOfField } from "./form-problems";

/** Whether it may be paid back early and for what; the sentence under it is the one firms read. */
export function PrepaymentFields() {
  const t = useTranslations("editor");
  const { form, set } = useEditor();
  const problemOf = useProblemOf();
  const isAllowed = form.prepayment === "allowed";
  const hasFee = form.prepaymentFee !== "" || form.prepaymentFreeAfter !== "";
  const choose = (prepayment: string) =>
    set(
      prepayment === "allowed"
        ? { prepayment }
        : { prepayment, prepaymentFee: "", prepaymentFreeAfter: "" },
    );
  return (
    <div className="grid gap-4">
      <div className={clsx(fieldRows, "sm:grid-cols-2")}>
        <Select
          id={idOfField("prepayment")}
          label={t("field.prepayment.label")}
          placeholder={t("prepayment.unsaid")}
          value={form.prepayment}
          options={(["allowed", "not_allowed"] as const).map((value) => ({
            value,
            label: t(`prepayment.${value}`),
          }))}
          onChange={({ target }) => choose(target.value)}
          error={problemOf("prepayment")}
          className="sm:col-span-2"
        />
        {(isAllowed || hasFee) && (
          <>
            <EditorNumber field="prepaymentFee" unit={t("unit.percent")} isOptional />
            <EditorNumber field="prepaymentFreeAfter" unit={t("unit.months")} isOptional />
          </>
        )}
      </div>
      <output htmlFor={idOfField("prepayment")} className="text-sm text-ink-soft">
        <PrepaymentText terms={prepaymentOf(form)} />
      </output>
    </div>
  );
}
