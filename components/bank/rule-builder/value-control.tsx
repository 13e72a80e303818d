"use client";

import { clsx } from "clsx";
import { useLocale, useTranslations } from "next-intl";
import { ruleWords } from "@/components/bank/rule-words";
import { Checkbox } from "@/components/ui/choice";
import { FieldError } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { TextInput } from "@/components/ui/text-input";
import { districts } from "@/domain/enterprises/districts";
import { membersOf } from "@/domain/products/members";
import { controlOf, parseNumber } from "./condition-value";
import type { ConditionNode, Typed } from "./rule-tree";

const members: Record<string, readonly string[]> = {
  ...membersOf,
  district: districts.map(({ code }) => code),
};

type Props = { node: ConditionNode; error?: string | undefined; onType: (typed: Typed) => void };

/** What a condition compares with, as its fact's unit asks: amount, percentage, day, names, or nothing. */
export function ValueControl(props: Props) {
  const { fact, operator } = props.node;
  const control = controlOf(fact, operator);
  switch (control) {
    case "none":
      return null;
    case "day":
      return <DayValue {...props} />;
    case "one":
      return members[fact] ? <OneOf {...props} /> : <Codes {...props} isOne />;
    case "some":
      return members[fact] ? <SomeOf {...props} /> : <Codes {...props} />;
    case "amount":
    case "percent":
    case "count":
    case "months":
      return <NumberValue {...props} unit={control} />;
  }
}

function NumberValue({
  node,
  error,
  onType,
  unit,
}: Props & { unit: "amount" | "percent" | "count" | "months" }) {
  const t = useTranslations("editor.rule");
  const { typed, operator, key } = node;
  const input = {
    // Telephones show no minus among the digits.
    inputMode: unit === "percent" ? "text" : "decimal",
    autoComplete: "off",
    unit: t(`unit.${unit}`),
  } as const;
  if (operator !== "between")
    return (
      <TextInput
        {...input}
        id={`${key}-value`}
        label={t("value")}
        value={typed.text}
        onChange={({ target }) => onType({ ...typed, text: target.value })}
        error={error}
      />
    );
  // It stands where something is to be put right: at the first number, unless that one is read.
  const isOfSecond =
    parseNumber(unit, typed.text) !== null && parseNumber(unit, typed.upTo) === null;
  return (
    <div className={clsx("grid items-start gap-3", unit !== "amount" && "sm:grid-cols-2")}>
      <TextInput
        {...input}
        id={`${key}-value`}
        label={t("from")}
        value={typed.text}
        onChange={({ target }) => onType({ ...typed, text: target.value })}
        error={isOfSecond ? undefined : error}
      />
      <TextInput
        {...input}
        id={`${key}-up-to`}
        label={t("upTo")}
        value={typed.upTo}
        onChange={({ target }) => onType({ ...typed, upTo: target.value })}
        error={isOfSecond ? error : undefined}
      />
    </div>
  );
}

function DayValue({ node: { key, typed }, error, onType }: Props) {
  const t = useTranslations("editor.rule");
  return (
    <TextInput
      id={`${key}-value`}
      type="date"
      label={t("day")}
      value={typed.text}
      onChange={({ target }) => onType({ ...typed, text: target.value })}
      error={error}
    />
  );
}

function useMemberName(fact: string) {
  const words = ruleWords(useLocale());
  return (code: string) => words.memberName(fact, code);
}

function OneOf({ node: { key, fact, typed }, error, onType }: Props) {
  const t = useTranslations("editor.rule");
  const nameOf = useMemberName(fact);
  return (
    <Select
      id={`${key}-value`}
      label={t("value")}
      value={typed.chosen[0] ?? ""}
      options={(members[fact] ?? []).map((code) => ({ value: code, label: nameOf(code) }))}
      onChange={({ target }) => onType({ ...typed, chosen: target.value ? [target.value] : [] })}
      error={error}
    />
  );
}

function SomeOf({ node: { key, fact, typed }, error, onType }: Props) {
  const t = useTranslations("editor.rule");
  const nameOf = useMemberName(fact);
  const all = members[fact] ?? [];
  // What is no longer known stays in view, or nobody could take it out.
  const offered = [...all, ...typed.chosen.filter((code) => !all.includes(code))];
  return (
    <fieldset id={`${key}-value`} tabIndex={-1} className="min-w-0">
      <legend className="font-medium">{t("some")}</legend>
      <div className="grid max-h-72 overflow-y-auto sm:grid-cols-2">
        {offered.map((code) => (
          <Checkbox
            key={code}
            label={nameOf(code)}
            checked={typed.chosen.includes(code)}
            onChange={({ target }) =>
              onType({
                ...typed,
                chosen: offered.filter((one) =>
                  one === code ? target.checked : typed.chosen.includes(one),
                ),
              })
            }
          />
        ))}
      </div>
      <FieldError id={undefined}>{error}</FieldError>
    </fieldset>
  );
}

const codesIn = (text: string) =>
  [
    ...new Set(
      text
        .normalize("NFKC")
        .toUpperCase()
        .split(/[\s,、;]+/u),
    ),
  ].filter(Boolean);

/** Codes nobody could list: typed one after another. */
function Codes({
  node: { key, typed },
  error,
  onType,
  isOne = false,
}: Props & { isOne?: boolean }) {
  const t = useTranslations("editor.rule");
  return (
    <TextInput
      id={`${key}-value`}
      label={t(isOne ? "code" : "codes")}
      hint={t(isOne ? "codeHint" : "codesHint")}
      autoComplete="off"
      value={typed.text || typed.chosen.join(" ")}
      onChange={({ target }) =>
        onType({ ...typed, text: target.value, chosen: codesIn(target.value) })
      }
      error={error}
    />
  );
}
