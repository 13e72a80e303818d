import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { useId, type ReactNode } from "react";

/** What every labelled control says beside itself. */
export type FieldText = {
  label: ReactNode;
  hint?: ReactNode;
  /** Under the control: how what is typed was read. */
  note?: ReactNode;
  error?: ReactNode;
  isOptional?: boolean;
};

export type FieldControl = {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
  required: boolean;
};

export const controlLook =
  "block min-h-11 w-full rounded-sm border border-line-strong bg-surface px-3 py-2 text-base text-ink transition-colors hover:border-ink-soft disabled:bg-wash disabled:text-ink-faint aria-invalid:border-refusal aria-invalid:border-2";

/** Of a grid of fields: their controls stand in line, however long what is said above and below them is. */
export const fieldRows =
  "grid gap-x-4 gap-y-3 *:row-span-3 *:grid *:min-w-0 *:grid-rows-subgrid *:gap-y-1";

/** Label, hint and error around one control; the error is announced and tied to the control. */
export function Field({
  label,
  hint,
  note,
  error,
  isOptional = false,
  id: givenId,
  className,
  children,
}: FieldText & {
  id?: string | undefined;
  className?: string | undefined;
  children: (control: FieldControl) => ReactNode;
}) {
  const t = useTranslations("common.form");
  const ownId = useId();
  const id = givenId ?? ownId;
  const hintId = hint ? `${id}-hint` : undefined;
  const errorId = error ? `${id}-error` : undefined;
  const control: FieldControl = {
    id,
    "aria-describedby": clsx(hintId, errorId) || undefined,
    "aria-invalid": error ? true : undefined,
    required: !isOptional,
  };
  return (
    <div className={clsx("grid gap-1", className)}>
      <div className="grid content-end gap-1">
        <label htmlFor={id} className="font-medium">
          {label}
          {isOptional && (
            <span className="ms-2 text-sm font-normal text-ink-soft">{t("optional")}</span>
          )}
        </label>
        {hintId && (
          <p id={hintId} className="text-sm text-ink-soft">
            {hint}
          </p>
        )}
      </div>
      {children(control)}
      {note ? (
        <div>
          {note}
          <FieldError id={errorId}>{error}</FieldError>
        </div>
      ) : (
        <FieldError id={errorId}>{error}</FieldError>
      )}
    </div>
  );
}

export function FieldError({ id, children }: { id: string | undefined; children: ReactNode }) {
  return (
    <p id={id} role="alert" className="text-sm font-medium text-refusal empty:hidden">
      {children}
    </p>
  );
}
