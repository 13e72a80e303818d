export type SaveState = "saved" | "unsaved" | "saving" | "failed" | "conflict";

type Options<T> = {
  value: T;
  /** The revision that `value` is stored under. */
  revision: number;
  /** Stores a value over a revision and gives the one it has then. */
  save: (value: T, revision: number) => Promise<number>;
  isConflict: (error: unknown) => boolean;
  onState: (state: SaveState, error: unknown) => void;
};

/**
 * Keeps a value stored: one request at a time, each over the revision the last one gave. Once
 * somebody else has written, nothing is stored until `overwrite` or `accept` says whose it shall be.
 */
export function storing<T>({ value, revision, save, isConflict, onState }: Options<T>) {
  let latest = { value, text: JSON.stringify(value) };
  let stored = latest.text;
  let over = revision;
  let isBlocked = false;
  let running: Promise<boolean> | null = null;

  async function store(): Promise<boolean> {
    // What is typed while a request runs is stored by the next round.
    while (stored !== latest.text) {
      const sent = latest;
      onState("saving", null);
      try {
        over = await save(sent.value, over);
        stored = sent.text;
      } catch (error) {
        isBlocked = isConflict(error);
        onState(isBlocked ? "conflict" : "failed", error);
        return false;
      }
    }
    onState("saved", null);
    return true;
  }

  /** Stores everything noted until now; false where it could not be. */
  async function flush(): Promise<boolean> {
    if (isBlocked) return stored === latest.text;
    running ??= store().finally(() => {
      running = null;
    });
    return running;
  }

  const isStored = () => stored === latest.text;

  return {
    flush,
    isStored,
    revision: () => over,
    /** What is typed now; true if it is yet to be stored. */
    note: (next: T): boolean => {
      latest = { value: next, text: JSON.stringify(next) };
      if (isBlocked) return false;
      // Typed and taken back: nothing is left to store.
      if (!running) onState(isStored() ? "saved" : "unsaved", null);
      return !isStored();
    },
    /** What is typed here replaces what somebody else stored under `theirs`. */
    overwrite: async (theirs: number): Promise<boolean> => {
      over = theirs;
      isBlocked = false;
      return flush();
    },
    /** What somebody else stored under `theirs` replaces what is typed here. */
    accept: (theirs: number, taken: T) => {
      latest = { value: taken, text: JSON.stringify(taken) };
      stored = latest.text;
      over = theirs;
      isBlocked = false;
      onState("saved", null);
    },
  };
}
