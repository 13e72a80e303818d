import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Select } from "@/components/ui/select";
import { TextInput } from "@/components/ui/text-input";
import type { Calculation } from "@/domain/loans/calculation";
import type { FieldName } from "@/domain/loans/calculation-fields";

type Props = { calculation: Calculation; name: FieldName; isOptional?: boolean };

/** A number of the calculator with its unit; what is wrong with it stands under it. */
export function NumberField({
  calculation: { typed, problems },
  name,
  unit,
  isOptional = false,
  isWhole = false,
}: Props & { unit: ReactNode; isWhole?: boolean }) {
  const t = useTranslations("calculator");
  const problem = problems[name];
  return (
    <TextInput
      label={t(`field.${name}`)}
      hint={t.has(`hint.${name}`) ? t(`hint.${name}` as "hint.spread") : undefined}
      name={name}
      unit={unit}
      inputMode={isWhole ? "numeric" : "decimal"}
      autoComplete="off"
      required={!isOptional}
      defaultValue={typed[name]}
      error={problem && t(`problem.${problem}`)}
    />
  );
}

export function ChoiceField({
  calculation: { typed, problems },
  name,
  options,
  placeholder = false,
}: Props & {
  options: readonly { value: string; label: string }[];
  placeholder?: string | false;
}) {
  const t = useTranslations("calculator");
  return (
    <Select
      label={t(`field.${name}`)}
      name={name}
      required={false}
      placeholder={placeholder}
      defaultValue={typed[name]}
      // Only an address written by hand names what is not in the list.
      error={problems[name] && t("problem.not_in_list")}
      options={options}
    />
  );
}

export function DayField({ calculation: { typed, problems }, name, isOptional = false }: Props) {
  const t = useTranslations("calculator");
  const problem = problems[name];
  return (
    <TextInput
      label={t(`field.${name}`)}
      name={name}
      type="date"
      required={!isOptional}
      defaultValue={typed[name]}
      error={problem && t(`problem.${problem}`)}
    />
  );
}
