"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Dialog } from "@/components/ui/dialog";
import { Checkbox } from "@/components/ui/choice";

const setting = "single-keys";
const areSingleKeysOn = () => localStorage.getItem(setting) !== "off";

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

type Own = { key: string; label: string };

function ownKeys(): Own[] {
  return [...document.querySelectorAll<HTMLElement>("[data-key]")].map((element) => ({
    key: element.dataset["key"] ?? "",
    label: element.getAttribute("aria-label") ?? element.textContent,
  }));
}

/**
 * The keyboard of a desk. A page marks: `data-row` on the link of each row (j, k), `data-search` on
 * its search field (/), and `data-key="a"` on a button or link that a key shall press.
 */
export function KeyboardHelp() {
  const t = useTranslations("common");
  const [isOpen, setIsOpen] = useState(false);
  const [own, setOwn] = useState<Own[]>([]);

  useEffect(() => {
    function press(event: KeyboardEvent) {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (document.querySelector('[role="dialog"], [role="alertdialog"]')) return;
      if (event.key === "?") {
        setOwn(ownKeys());
        return setIsOpen(true);
      }
      if (!areSingleKeysOn()) return;
      if (event.key === "j" || event.key === "k") return walk(event.key === "j" ? 1 : -1);
      const target = document.querySelector<HTMLElement>(
        event.key === "/"
          ? "[data-search]"
          : `[data-key="${CSS.escape(event.key)}"]:not(:disabled)`,
      );
      if (!target) return;
      event.preventDefault();
      target.focus();
      if (event.key !== "/") target.click();
    }
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);

  const keys: Own[] = [
    { key: "j", label: t("keys.down") },
    { key: "k", label: t("keys.up") },
    { key: "/", label: t("keys.search") },
    ...own,
    { key: "?", label: t("keys.help") },
  ];
  return (
    <Dialog
      open={isOpen}
      onOpenChange={(next) => {
        setOwn(ownKeys());
        setIsOpen(next);
      }}
      title={t("keys.title")}
      closeLabel={t("dialog.close")}
      trigger={
        <button
          type="button"
          className="min-h-11 text-sm text-ink-soft hover:text-ink max-lg:hidden"
        >
          {t("keys.open")} <Key name="?" />
        </button>
      }
    >
      <dl>
        {keys.map(({ key, label }) => (
          <div key={key} className="flex justify-between gap-6 border-b border-line py-2">
            <dt>{label}</dt>
            <dd>
              <Key name={key} />
            </dd>
          </div>
        ))}
      </dl>
      <Checkbox
        label={t("keys.enabled")}
        defaultChecked={isOpen && areSingleKeysOn()}
        onChange={(event) => localStorage.setItem(setting, event.target.checked ? "on" : "off")}
      />
    </Dialog>
  );
}

function Key({ name }: { name: string }) {
  return (
    <kbd className="inline-block min-w-6 rounded-sm border border-line-strong px-1.5 text-center font-mono text-sm leading-6">
      {name}
    </kbd>
  );
}
