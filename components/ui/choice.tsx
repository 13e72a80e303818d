import { clsx } from "clsx";
import { useId, type ComponentProps, type ReactNode } from "react";
import { FieldError } from "./field";

const boxLook =
  "mt-[0.3em] size-5 flex-none appearance-none border border-line-strong bg-surface transition-colors checked:border-ink checked:bg-ink disabled:opacity-50";

type NativeInput = Omit<ComponentProps<"input">, "type" | "className">;

type CheckboxProps = NativeInput & {
  label: ReactNode;
  hint?: ReactNode;
  error?: ReactNode;
  className?: string;
};

/** One thing to allow or leave; nothing is ticked beforehand unless `defaultChecked` says so. */
export function Checkbox({ label, hint, error, className, id: givenId, ...input }: CheckboxProps) {
  const ownId = useId();
  const id = givenId ?? ownId;
  const hintId = hint ? `${id}-hint` : undefined;
  const errorId = error ? `${id}-error` : undefined;
  return (
    <div className={className}>
      <label htmlFor={id} className="relative flex min-h-11 items-start gap-3 py-1.5">
        <input
          {...input}
          id={id}
          type="checkbox"
          aria-describedby={clsx(hintId, errorId) || undefined}
          aria-invalid={error ? true : undefined}
          className={clsx(boxLook, "peer rounded-sm")}
        />
        <svg
          viewBox="0 0 20 20"
          className="pointer-events-none absolute start-0 mt-[0.3em] size-5 text-paper opacity-0 peer-checked:opacity-100"
          aria-hidden="true"
        >
          <path d="m5 10.5 3.5 3.5L15 6.5" fill="none" stroke="currentColor" strokeWidth="2" />
        </svg>
        <span className="first-letter:uppercase">{label}</span>
      </label>
      {hintId && (
        <p id={hintId} className="-mt-1.5 mb-1.5 ms-8 text-sm text-ink-soft">
          {hint}
        </p>
      )}
      <FieldError id={errorId}>{error}</FieldError>
    </div>
  );
}

type Choice = {
  value: string;
  label: ReactNode;
  hint?: ReactNode;
  isDisabled?: boolean;
};

type RadioGroupProps = NativeInput & {
  legend: ReactNode;
  hint?: ReactNode;
  error?: ReactNode;
  options: readonly Choice[];
  defaultValue?: string | undefined;
  /** `row` puts short answers beside each other. */
  layout?: "column" | "row";
  className?: string;
};

/** One of a few; spread a form library's `register(…)` onto it. */
export function RadioGroup({
  legend,
  hint,
  error,
  options,
  defaultValue,
  layout = "column",
  className,
  ...input
}: RadioGroupProps) {
  const id = useId();
  const hintId = hint ? `${id}-hint` : undefined;
  const errorId = error ? `${id}-error` : undefined;
  return (
    <fieldset className={className} aria-describedby={clsx(hintId, errorId) || undefined}>
      <legend className="font-medium">{legend}</legend>
      {hintId && (
        <p id={hintId} className="text-sm text-ink-soft">
          {hint}
        </p>
      )}
      <div className={clsx("mt-1", layout === "row" && "flex flex-wrap gap-x-6")}>
        {options.map((option) => (
          <label key={option.value} className="relative flex min-h-11 items-start gap-3 py-1.5">
            <input
              {...input}
              type="radio"
              value={option.value}
              disabled={option.isDisabled}
              defaultChecked={defaultValue === option.value}
              className={clsx(boxLook, "peer rounded-full")}
            />
            <svg
              viewBox="0 0 20 20"
              className="pointer-events-none absolute start-0 mt-[0.3em] size-5 text-paper opacity-0 peer-checked:opacity-100"
              aria-hidden="true"
            >
              <circle cx="10" cy="10" r="4" fill="currentColor" />
            </svg>
            <span>
              {option.label}
              {option.hint && <span className="block text-sm text-ink-soft">{option.hint}</span>}
            </span>
          </label>
        ))}
      </div>
      <FieldError id={errorId}>{error}</FieldError>
    </fieldset>
  );
}
