import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import type { ComponentProps } from "react";
import { controlLook, Field, type FieldText } from "./field";

type Option = { value: string; label: string; isDisabled?: boolean };

type SelectProps = FieldText &
  Omit<ComponentProps<"select">, "className" | "children"> & {
    options: readonly Option[];
    /** The text of the empty choice; false leaves it out. */
    placeholder?: string | false;
    className?: string;
  };

/** The browser's own list: best on phones and with a keyboard. */
export function Select({
  label,
  hint,
  error,
  isOptional,
  className,
  id,
  options,
  placeholder,
  ...select
}: SelectProps) {
  const t = useTranslations("common.form");
  return (
    <Field {...{ label, hint, error, id, className }} isOptional={isOptional ?? false}>
      {(control) => (
        <span className="relative block">
          <select {...control} {...select} className={clsx(controlLook, "appearance-none pe-10")}>
            {placeholder !== false && <option value="">{placeholder ?? t("choose")}</option>}
            {options.map((option) => (
              <option key={option.value} value={option.value} disabled={option.isDisabled}>
                {option.label}
              </option>
            ))}
          </select>
          <svg
            viewBox="0 0 12 8"
            className="pointer-events-none absolute inset-e-3 top-1/2 h-2 w-3 -translate-y-1/2 text-ink-soft"
            aria-hidden="true"
          >
            <path d="m1 1 5 5 5-5" fill="none" stroke="currentColor" strokeWidth="1.5" />
          </svg>
        </span>
      )}
    </Field>
  );
}
