"use client";

import { useEffect, useRef } from "react";
import { mainId } from "./skip-link";

/** Where an act takes its own button away, the keyboard goes on in the page instead of nowhere. */
export function KeptFocus({ through }: { through: string }) {
  const before = useRef(through);
  useEffect(() => {
    if (before.current === through) return;
    before.current = through;
    if (document.activeElement === document.body)
      document.getElementById(mainId)?.focus({ preventScroll: true });
  }, [through]);
  return null;
}
