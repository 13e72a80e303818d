"use client";

import { useLayoutEffect, useState, useSyncExternalStore } from "react";
import { mainId } from "./skip-link";

/** Looked at once: what is typed afterwards the page hears by itself. */
const seen = new WeakSet<Element>();

/**
 * What was typed, ticked or chosen before the page listened is told to it once it does. A control that
 * is drawn from what its form knows would else lose it with the next stroke, and the form never send it.
 * Only for a page that came from the server: one that is drawn here listens from its first moment.
 */
export function TypedEarly() {
  const isHydrating = useSyncExternalStore(never, no, yes);
  const [isFromServer] = useState(isHydrating);
  useLayoutEffect(() => {
    if (!isFromServer) return;
    const controls = document.getElementById(mainId)?.querySelectorAll("input, textarea, select");
    const fresh = [...(controls ?? [])].filter((control) => !seen.has(control));
    for (const control of fresh) seen.add(control);
    // Looked up before the page hears of anything else, told as if each had been typed after the other.
    const early = fresh.flatMap(noticed);
    if (early.length > 0) queueMicrotask(() => early.forEach((tell) => tell()));
  }, [isFromServer]);
  return null;
}

const never = () => () => {};
const no = () => false;
const yes = () => true;

/** How to tell what a control holds that it was not drawn with. */
function noticed(control: Element): (() => void)[] {
  if (control instanceof HTMLSelectElement) return chosen(control);
  if (control instanceof HTMLTextAreaElement) return typed(control, HTMLTextAreaElement.prototype);
  if (!(control instanceof HTMLInputElement)) return [];
  if (control.type === "checkbox" || control.type === "radio") return ticked(control);
  if (control.type === "hidden" || control.type === "file") return [];
  return typed(control, HTMLInputElement.prototype);
}

function typed(control: HTMLInputElement | HTMLTextAreaElement, kind: object) {
  const { value } = control;
  if (value === control.defaultValue) return [];
  const tell = () => {
    // React takes an assignment for its own and hears only of what came about without one.
    control.value = control.defaultValue;
    Object.getOwnPropertyDescriptor(kind, "value")?.set?.call(control, value);
    control.dispatchEvent(new Event("input", { bubbles: true }));
  };
  return [tell];
}

function ticked(control: HTMLInputElement) {
  const { checked } = control;
  // Of radio buttons, the one that was chosen speaks for all.
  if (checked === control.defaultChecked || (control.type === "radio" && !checked)) return [];
  const tell = () => {
    control.checked = !checked;
    control.click();
  };
  return [tell];
}

function chosen(control: HTMLSelectElement) {
  const { selectedIndex } = control;
  const drawn = [...control.options].findIndex(({ defaultSelected }) => defaultSelected);
  if (selectedIndex === Math.max(drawn, 0)) return [];
  const tell = () => {
    control.selectedIndex = selectedIndex;
    control.dispatchEvent(new Event("change", { bubbles: true }));
  };
  return [tell];
}
