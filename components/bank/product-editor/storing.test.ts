import { expect, test } from "vitest";
import { type SaveState, storing } from "./storing";

class Changed extends Error {}

/** A place that somebody else may write to as well. */
function place(text: string) {
  return {
    revision: 1,
    text,
    sent: 0,
    fails: false,
    /** Runs while a request is under way. */
    meanwhile: null as (() => void) | null,
  };
}

function begin(value: string) {
  const there = place(value);
  const states: SaveState[] = [];
  const here = storing<string>({
    value,
    revision: 1,
    isConflict: (error) => error instanceof Changed,
    onState: (state) => states.push(state),
    save: async (next, over) => {
      there.sent += 1;
      there.meanwhile?.();
      await Promise.resolve();
      if (there.fails) throw new Error("no network");
      if (over !== there.revision) throw new Changed();
      there.revision += 1;
      there.text = next;
      return there.revision;
    },
  });
  return { there, states, here };
}

test("what is typed is stored once, over the revision the last save gave", async () => {
  const { there, states, here } = begin("a");
  expect(await here.flush()).toBe(true);
  expect(there.sent).toBe(0);
  for (const text of ["ab", "abc"]) {
    expect(here.note(text)).toBe(true);
    expect(await here.flush()).toBe(true);
    expect([there.text, here.isStored()]).toEqual([text, true]);
  }
  expect([there.sent, here.revision()]).toEqual([2, 3]);
  expect(states.at(-1)).toBe("saved");
});

test("what is typed while a request runs is stored after it, never beside it", async () => {
  const { there, here } = begin("a");
  here.note("ab");
  there.meanwhile = () => {
    there.meanwhile = null;
    here.note("abc");
  };
  const [first, second] = await Promise.all([here.flush(), here.flush()]);
  expect([first, second, there.text, there.sent]).toEqual([true, true, "abc", 2]);
});

test("what was taken back is not stored, and is not called unsaved", () => {
  const { states, here } = begin("a");
  here.note("ab");
  expect(here.note("a")).toBe(false);
  expect(states).toEqual(["unsaved", "saved"]);
});

test("a failure keeps what is typed and the next try stores it", async () => {
  const { there, states, here } = begin("a");
  there.fails = true;
  here.note("ab");
  expect(await here.flush()).toBe(false);
  expect([states.at(-1), here.isStored()]).toEqual(["failed", false]);
  there.fails = false;
  expect(await here.flush()).toBe(true);
  expect(there.text).toBe("ab");
});

test("over somebody else's change nothing is stored until one says so", async () => {
  const { there, states, here } = begin("a");
  Object.assign(there, { revision: 5, text: "theirs" });
  here.note("mine");
  expect(await here.flush()).toBe(false);
  expect(states.at(-1)).toBe("conflict");
  here.note("mine, and more");
  expect(await here.flush()).toBe(false);
  expect([there.text, there.sent, states.at(-1)]).toEqual(["theirs", 1, "conflict"]);
  expect(await here.overwrite(there.revision)).toBe(true);
  expect([there.text, here.isStored()]).toEqual(["mine, and more", true]);
});

test("taking theirs leaves nothing to store", async () => {
  const { there, here } = begin("a");
  Object.assign(there, { revision: 5, text: "theirs" });
  here.note("mine");
  await here.flush();
  here.accept(5, "theirs");
  expect([here.isStored(), await here.flush(), there.sent]).toEqual([true, true, 1]);
  here.note("theirs, changed");
  expect(await here.flush()).toBe(true);
  expect(there.text).toBe("theirs, changed");
});
