"use client";

import { useEffect, useState } from "react";
import { type SaveState, storing } from "./storing";

const pause = 1_500;

/** Stores a value a moment after it was last changed; see `storing`. Saves as it was first told to. */
export function useAutosave<T>({
  value,
  revision,
  save,
  isConflict,
}: {
  value: T;
  revision: number;
  save: (value: T, revision: number) => Promise<number>;
  isConflict: (error: unknown) => boolean;
}) {
  const [{ state, error }, setState] = useState<{ state: SaveState; error: unknown }>({
    state: "saved",
    error: null,
  });
  const [store] = useState(() =>
    storing<T>({
      value,
      revision,
      save,
      isConflict,
      onState: (next, refusal) => setState({ state: next, error: refusal }),
    }),
  );
  const text = JSON.stringify(value);
  useEffect(() => {
    // The text stands for the value: a new object that says the same is nothing new.
    if (!store.note(JSON.parse(text) as T)) return;
    const timer = setTimeout(() => void store.flush(), pause);
    return () => clearTimeout(timer);
  }, [store, text]);
  return { ...store, state, error };
}
export type Autosave = Pick<ReturnType<typeof useAutosave>, "flush" | "isStored">;
