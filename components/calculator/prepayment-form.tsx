import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import type { Calculation } from "@/domain/loans/calculation";
import { prepaymentEffects } from "@/domain/loans/prepayment";
import { ChoiceField, DayField, NumberField } from "./fields";
import { InstantForm } from "./instant-form";

/** What paying some of a loan early would come to; asked by the page's own address. */
export function PrepaymentForm({
  calculation,
  action,
  isFeeKnown,
}: {
  calculation: Calculation;
  action: string;
  /** Said by the loan's terms: nothing to type. */
  isFeeKnown: boolean;
}) {
  const t = useTranslations("calculator");
  return (
    <InstantForm action={action} className="grid gap-4 sm:grid-cols-2">
      <NumberField calculation={calculation} name="prepay" unit={t("unit.wan")} isOptional />
      <DayField calculation={calculation} name="prepayOn" isOptional />
      <ChoiceField
        calculation={calculation}
        name="effect"
        options={prepaymentEffects.map((value) => ({ value, label: t(`effect.${value}`) }))}
      />
      {!isFeeKnown && (
        <NumberField
          calculation={calculation}
          name="prepayFee"
          unit={t("unit.percent")}
          isOptional
        />
      )}
      <Button type="submit" className="justify-self-start">
        {t("prepaid.submit")}
      </Button>
    </InstantForm>
  );
}
