"use client";

import { clsx } from "clsx";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { formatExactAmount } from "@/components/format/amount";
import { amountText, parseAmount, type AmountUnit } from "@/components/format/parse-amount";
import { controlLook, Field, type FieldText } from "./field";

type MoneyInputProps = FieldText & {
  name: string;
  /** What the person types in; the form and `onFenChange` always get integer fen. */
  unit?: AmountUnit;
  defaultFen?: bigint;
  onFenChange?: (fen: bigint | null) => void;
  onBlur?: () => void;
  disabled?: boolean;
  id?: string;
  className?: string;
};

/** An amount typed in 万元 or 元, read back in full, submitted as fen in a hidden field. */
export function MoneyInput({
  name,
  unit = "wan",
  defaultFen,
  onFenChange,
  onBlur,
  disabled,
  id,
  className,
  ...text
}: MoneyInputProps) {
  const t = useTranslations("common.form");
  const locale = useLocale();
  const [typed, setTyped] = useState(defaultFen === undefined ? "" : amountText(defaultFen, unit));
  const [isLeft, setIsLeft] = useState(false);
  const fen = parseAmount(typed, unit);
  const isUnreadable = typed !== "" && fen === null;
  // The form knows of no amount here; what is wrong is that it cannot be read.
  const error = isUnreadable && (isLeft || text.error) ? t("amountInvalid") : text.error;

  return (
    <Field {...text} {...{ id, className, error }}>
      {(control) => (
        <>
          <span className="flex items-center gap-2">
            <input
              {...control}
              value={typed}
              disabled={disabled}
              inputMode="decimal"
              autoComplete="off"
              className={clsx(controlLook, "figures text-end")}
              onChange={(event) => {
                setTyped(event.target.value);
                onFenChange?.(parseAmount(event.target.value, unit));
              }}
              onBlur={() => {
                setIsLeft(true);
                onBlur?.();
              }}
            />
            <span className="flex-none text-ink-soft">{t(unit)}</span>
          </span>
          <input type="hidden" name={name} value={fen?.toString() ?? ""} disabled={disabled} />
          <output
            htmlFor={control.id}
            className="figures min-h-[1.5em] text-end text-sm text-ink-soft"
          >
            {fen !== null && unit === "wan" ? formatExactAmount(fen, locale) : ""}
          </output>
        </>
      )}
    </Field>
  );
}
