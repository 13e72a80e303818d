"use client";

import type { ReactNode } from "react";
import { Checkbox } from "@/components/ui/choice";
import { Dialog } from "@/components/ui/dialog";
import { KeyCap } from "./key-cap";
import { areSingleKeysOn, chooseSingleKeys } from "./single-keys";

export type ShownKey = { key: string; label: string };
export type KeyWords = Record<
  "open" | "title" | "close" | "down" | "up" | "search" | "help" | "enabled",
  string
>;

/** The keys that a page knows, and whether they are on. */
export function KeysDialog({
  keys,
  words,
  isOpen,
  onOpenChange,
  trigger,
}: {
  keys: readonly ShownKey[];
  words: KeyWords;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  trigger: ReactNode;
}) {
  return (
    <Dialog
      open={isOpen}
      onOpenChange={onOpenChange}
      title={words.title}
      closeLabel={words.close}
      trigger={trigger}
    >
      <dl>
        {keys.map(({ key, label }) => (
          <div key={key} className="flex justify-between gap-6 border-b border-line py-2">
            <dt>{label}</dt>
            <dd>
              <KeyCap name={key} />
            </dd>
          </div>
        ))}
      </dl>
      <Checkbox
        label={words.enabled}
        defaultChecked={isOpen && areSingleKeysOn()}
        onChange={({ target }) => chooseSingleKeys(target.checked)}
      />
    </Dialog>
  );
}
