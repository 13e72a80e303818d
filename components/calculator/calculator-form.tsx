import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { RadioGroup } from "@/components/ui/choice";
import { Details } from "@/components/ui/details";
import type { Calculation } from "@/domain/loans/calculation";
import type { FieldName } from "@/domain/loans/calculation-fields";
import { dayCounts } from "@/domain/loans/day-count";
import { prepaymentEffects } from "@/domain/loans/prepayment";
import { repaymentKinds } from "@/domain/products/kinds";
import { roundingModes } from "@/domain/shared/money";
import { ChoiceField, DayField, NumberField } from "./fields";
import { InstantForm } from "./instant-form";

const feeFields = ["upfrontShare", "upfront", "periodShare", "period", "endShare", "end"] as const;
const moreFields = [
  "dayCount",
  "rounding",
  "dueDay",
  "multiple",
  "principalGrace",
  "interestGrace",
  "freeGrace",
] as const;

const prepayFields = ["prepay", "prepayOn", "prepayment", "prepayFee", "prepayFreeAfter"] as const;

/** What a loan is reckoned by. It works without scripts; its address can be kept and sent. */
export function CalculatorForm({ calculation }: { calculation: Calculation }) {
  const t = useTranslations("calculator");
  const states = useTranslations("states");
  const { typed, problems } = calculation;
  const isUsed = (names: readonly FieldName[]) =>
    names.some((name) => typed[name] !== "" || problems[name]);
  const number = (name: FieldName, unit: "wan" | "yuan" | "percent" | "months" | "bp" | "day") => (
    <NumberField
      key={name}
      calculation={calculation}
      name={name}
      unit={t(`unit.${unit}`)}
      isOptional={name !== "amount" && name !== "months" && name !== "rate" && name !== "spread"}
      isWhole={unit === "months" || unit === "day"}
    />
  );
  return (
    <InstantForm action="/calculator" className="no-print grid content-start gap-5">
      {number("amount", "wan")}
      {number("months", "months")}
      <ChoiceField
        calculation={calculation}
        name="kind"
        options={repaymentKinds.map((value) => ({ value, label: states(`repayment.${value}`) }))}
      />
      {/* Which of the two is asked for shows by style alone: it works without scripts. */}
      <fieldset className="group/by grid gap-3">
        <RadioGroup
          legend={t("field.by")}
          name="by"
          error={problems.by && t("problem.not_in_list")}
          layout="row"
          defaultValue={typed.by === "rate" ? "rate" : "lpr"}
          options={[
            { value: "lpr", label: t("by.lpr") },
            { value: "rate", label: t("by.rate") },
          ]}
        />
        <div className="grid grid-cols-[minmax(0,4fr)_minmax(0,3fr)] items-end gap-4 group-has-[[value=rate]:checked]/by:hidden">
          <ChoiceField
            calculation={calculation}
            name="tenor"
            options={(["1y", "5y"] as const).map((value) => ({
              value,
              label: states(`lprTenor.${value}`),
            }))}
          />
          {number("spread", "bp")}
        </div>
        <div className="group-has-[[value=lpr]:checked]/by:hidden">{number("rate", "percent")}</div>
      </fieldset>
      <Details summary={t("more.fees")} isOpen={isUsed(feeFields)}>
        <div className="grid grid-cols-2 items-end gap-4">
          {feeFields.map((name) => number(name, name.endsWith("Share") ? "percent" : "yuan"))}
        </div>
      </Details>
      <Details summary={t("more.convention")} isOpen={isUsed(moreFields)}>
        <div className="grid gap-4">
          <DayField calculation={calculation} name="start" />
          <ChoiceField
            calculation={calculation}
            name="dayCount"
            placeholder={t("convention.dayCount.30/360")}
            options={dayCounts
              .filter((value) => value !== "30/360")
              .map((value) => ({ value, label: t(`convention.dayCount.${value}`) }))}
          />
          <ChoiceField
            calculation={calculation}
            name="rounding"
            placeholder={t("convention.rounding.half_up")}
            options={roundingModes
              .filter((value) => value !== "half_up")
              .map((value) => ({ value, label: t(`convention.rounding.${value}`) }))}
          />
          {number("dueDay", "day")}
          {number("multiple", "yuan")}
          {number("principalGrace", "months")}
          {number("interestGrace", "months")}
          {number("freeGrace", "months")}
        </div>
      </Details>
      <Details
        summary={t("more.prepay")}
        isOpen={isUsed(prepayFields) || problems.effect !== undefined}
      >
        <div className="grid gap-4">
          {number("prepay", "wan")}
          <DayField calculation={calculation} name="prepayOn" isOptional />
          <ChoiceField
            calculation={calculation}
            name="effect"
            placeholder={false}
            options={prepaymentEffects.map((value) => ({ value, label: t(`effect.${value}`) }))}
          />
          <ChoiceField
            calculation={calculation}
            name="prepayment"
            placeholder={t("prepay.allowed")}
            options={[{ value: "not_allowed", label: t("prepay.not_allowed") }]}
          />
          {number("prepayFee", "percent")}
          {number("prepayFreeAfter", "months")}
        </div>
      </Details>
      <Button type="submit" className="justify-self-start">
        {t("submit")}
      </Button>
    </InstantForm>
  );
}
