"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import type { Autosave } from "./use-autosave";

/** The link a plain press of the main button follows within this site; null for anything else. */
function pressedLink(event: MouseEvent): HTMLAnchorElement | null {
  if (event.defaultPrevented || event.button !== 0) return null;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return null;
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (!link || link.target === "_blank" || link.hasAttribute("download")) return null;
  const isHere = link.pathname === location.pathname && link.search === location.search;
  return link.origin === location.origin && !isHere ? link : null;
}

/**
 * Leaving stores first what is not stored; only where that fails is one asked. Closing the window
 * asks by the browser's own words, as it cannot wait.
 */
export function useLeaveGuard({ flush, isStored }: Autosave, question: string) {
  const router = useRouter();
  const guard = useRef({ flush, isStored });
  useEffect(() => {
    guard.current = { flush, isStored };
  });
  useEffect(() => {
    const beforeUnload = (event: BeforeUnloadEvent) => {
      if (!guard.current.isStored()) event.preventDefault();
    };
    const leave = async (address: string) => {
      // oxlint-disable-next-line no-alert -- the browser's question is the one that cannot be missed
      if ((await guard.current.flush()) || window.confirm(question)) router.push(address);
    };
    const follow = (event: MouseEvent) => {
      const link = guard.current.isStored() ? null : pressedLink(event);
      if (!link) return;
      event.preventDefault();
      event.stopPropagation();
      void leave(link.pathname + link.search + link.hash);
    };
    window.addEventListener("beforeunload", beforeUnload);
    document.addEventListener("click", follow, true);
    return () => {
      window.removeEventListener("beforeunload", beforeUnload);
      document.removeEventListener("click", follow, true);
    };
  }, [router, question]);
  useEffect(
    () => () => {
      // Going back in the history asks nobody: what is typed is sent on the way.
      if (!guard.current.isStored()) void guard.current.flush();
    },
    [],
  );
}
