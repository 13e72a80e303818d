"use client";

import { useEffect, useEffectEvent, useState } from "react";
import { KeyCap } from "./key-cap";
import type { KeysDialog, KeyWords, ShownKey } from "./keys-dialog";
import { areSingleKeysOn } from "./single-keys";

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName))
  );
}

/** j and k walk over `[data-row]`, whatever it is: the link of a queue's row. */
function walk(step: 1 | -1) {
  const rows = [...document.querySelectorAll<HTMLElement>("[data-row]")];
  const at = rows.findIndex((row) => row === document.activeElement);
  const next = at === -1 ? (step === 1 ? 0 : rows.length - 1) : at + step;
  rows[Math.max(0, Math.min(rows.length - 1, next))]?.focus();
}

function ownKeys(): ShownKey[] {
  return [...document.querySelectorAll<HTMLElement>("[data-key]")].map((element) => ({
    key: element.dataset["key"] ?? "",
    label: element.getAttribute("aria-label") ?? element.textContent,
  }));
}

/**
 * The keyboard of a desk. A page marks: `data-row` on the link of each row (j, k), `data-search` on
 * its search field (/), and `data-key="a"` on a button or link that a key shall press. Words are given
 * and the dialog is loaded when it is asked for: this stands on every page of a bank.
 */
export function KeyboardHelp({ words }: { words: KeyWords }) {
  const [isOpen, setIsOpen] = useState(false);
  const [own, setOwn] = useState<ShownKey[]>([]);
  const [Loaded, setLoaded] = useState<typeof KeysDialog | null>(null);

  function change(next: boolean) {
    setOwn(ownKeys());
    setIsOpen(next);
  }

  async function open() {
    const dialog = await import("./keys-dialog");
    setLoaded(() => dialog.KeysDialog);
    change(true);
  }

  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if (document.querySelector('[role="dialog"], [role="alertdialog"]')) return;
    if (event.key === "?") return void open();
    if (!areSingleKeysOn()) return;
    if (event.key === "j" || event.key === "k") return walk(event.key === "j" ? 1 : -1);
    const target = document.querySelector<HTMLElement>(
      event.key === "/" ? "[data-search]" : `[data-key="${CSS.escape(event.key)}"]:not(:disabled)`,
    );
    if (!target) return;
    event.preventDefault();
    target.focus();
    if (event.key !== "/") target.click();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => press(event);
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);

  const trigger = (
    <button
      type="button"
      aria-haspopup="dialog"
      aria-expanded={isOpen}
      // Once it is loaded the dialog listens itself.
      onClick={Loaded ? undefined : () => void open()}
      className="min-h-11 text-sm text-ink-soft hover:text-ink max-lg:hidden"
    >
      {words.open} <KeyCap name="?" />
    </button>
  );
  if (!Loaded) return trigger;
  const keys = [
    { key: "j", label: words.down },
    { key: "k", label: words.up },
    { key: "/", label: words.search },
    ...own,
    { key: "?", label: words.help },
  ];
  return (
    <Loaded keys={keys} words={words} isOpen={isOpen} onOpenChange={change} trigger={trigger} />
  );
}
