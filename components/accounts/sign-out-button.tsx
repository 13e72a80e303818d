"use client";

import { useState, type ReactNode } from "react";
import { signOut } from "./session-client";

/** `failed` is what it says where signing out did not work. */
export function SignOutButton({ children, failed }: { children: ReactNode; failed: string }) {
  const [state, setState] = useState<"idle" | "leaving" | "failed">("idle");

  async function leave() {
    setState("leaving");
    try {
      await signOut();
      // A full load: nothing that was rendered for this person stays in memory.
      location.assign("/");
    } catch {
      setState("failed");
    }
  }

  return (
    <span>
      <button
        type="button"
        onClick={() => void leave()}
        disabled={state === "leaving"}
        className="min-h-11 px-2 text-sm text-ink-soft hover:text-ink"
      >
        {children}
      </button>
      <span role="alert" className="text-sm text-refusal empty:hidden">
        {state === "failed" ? failed : null}
      </span>
    </span>
  );
}
