import { clsx } from "clsx";
import type { ComponentProps, ReactNode } from "react";
import { controlLook, Field, type FieldText } from "./field";

type TextInputProps = FieldText &
  Omit<ComponentProps<"input">, "className"> & { className?: string; unit?: ReactNode };

/** One line of text; spread a form library's `register(…)` onto it. */
export function TextInput({
  label,
  hint,
  note,
  error,
  isOptional,
  className,
  id,
  unit,
  ...input
}: TextInputProps) {
  return (
    <Field {...{ label, hint, note, error, id, className }} isOptional={isOptional ?? false}>
      {(control) =>
        unit ? (
          <span className="flex items-center gap-2">
            <input {...control} {...input} className={clsx(controlLook, "figures")} />
            <span className="flex-none text-ink-soft">{unit}</span>
          </span>
        ) : (
          <input {...control} {...input} className={controlLook} />
        )
      }
    </Field>
  );
}

type TextareaProps = FieldText &
  Omit<ComponentProps<"textarea">, "className"> & { className?: string };

export function Textarea({
  label,
  hint,
  error,
  isOptional,
  className,
  id,
  rows = 4,
  ...input
}: TextareaProps) {
  return (
    <Field {...{ label, hint, error, id, className }} isOptional={isOptional ?? false}>
      {(control) => <textarea {...control} {...input} rows={rows} className={controlLook} />}
    </Field>
  );
}

type FileInputProps = FieldText &
  Omit<ComponentProps<"input">, "className" | "type"> & { className?: string };

/** A file; say what is accepted and how large in `hint`. */
export function FileInput({
  label,
  hint,
  error,
  isOptional,
  className,
  id,
  ...input
}: FileInputProps) {
  return (
    <Field {...{ label, hint, error, id, className }} isOptional={isOptional ?? false}>
      {(control) => (
        <input
          {...control}
          {...input}
          type="file"
          className={clsx(
            controlLook,
            "border-dashed file:me-3 file:min-h-7 file:rounded-sm file:border file:border-line-strong file:bg-wash file:px-3 file:text-sm file:text-ink",
          )}
        />
      )}
    </Field>
  );
}
