"use client";

import { Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";

/** The name of one part of a list, with the button that takes it out. */
export function PartHead({
  title,
  remove,
  onRemove,
}: {
  title: string;
  remove: string;
  onRemove: () => void;
}) {
  return (
    <legend className="float-start flex w-full items-center justify-between gap-4">
      <span className="first-letter:uppercase">{title}</span>
      <button
        type="button"
        aria-label={remove}
        title={remove}
        onClick={({ currentTarget }) => {
          // What was pressed goes with its part: the keyboard stays in the section.
          const section = currentTarget.closest("section");
          onRemove();
          section?.focus({ preventScroll: true });
        }}
        className="flex size-11 flex-none items-center justify-center text-ink-soft hover:bg-wash hover:text-ink"
      >
        <Trash2 className="size-4" aria-hidden="true" />
      </button>
    </legend>
  );
}

/** Where the keyboard goes once the part is drawn that was added. */
export function focusOnceDrawn(id: string) {
  requestAnimationFrame(() => document.getElementById(id)?.focus());
}

/** Why there is no button to add another. */
export function ListEnd({ most }: { most: number }) {
  const t = useTranslations("editor");
  return <p className="text-sm text-ink-soft">{t("listEnd", { most })}</p>;
}
