import { spawn } from "node:child_process";
import { randomBytes, randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { openKeyStore } from "@/server/connectors/key-store";

const base = mkdtempSync(path.join(tmpdir(), "xyd-key-store-"));
afterAll(() => rmSync(base, { recursive: true, force: true }));
const fresh = () => path.join(base, randomUUID(), "keys");
const aKey = (kek = "one") => ({ kek, wrapped: randomBytes(60) });
const filesOf = (directory: string) =>
  readdirSync(directory).map((name) => path.join(directory, name));
const holds = (directory: string, bytes: Buffer) =>
  filesOf(directory).some((file) => readFileSync(file).includes(bytes));

test("the first that is given for a name stays, also for whoever opens the store again", () => {
  const directory = fresh();
  const store = openKeyStore(directory);
  const [id, key] = [randomUUID(), aKey()];
  expect(store.get(id)).toBeNull();
  expect(store.putIfAbsent(id, key)).toBe(true);
  expect(store.putIfAbsent(id, aKey())).toBe(false);
  expect(store.get(id)).toEqual(key);
  store.close();
  const again = openKeyStore(directory);
  expect(again.get(id)).toEqual(key);
  expect(again.count()).toBe(1);
  again.close();
});

test("nobody else on the machine may read it", () => {
  const directory = fresh();
  const store = openKeyStore(directory);
  store.putIfAbsent(randomUUID(), aKey());
  expect(statSync(directory).mode & 0o777).toBe(0o700);
  const files = filesOf(directory);
  expect(files.length).toBeGreaterThan(1);
  for (const file of files) expect(statSync(file).mode & 0o777).toBe(0o600);
  store.close();
});

test("an erased key is gone at the next statement of every process, and no copy stays in the files", () => {
  const directory = fresh();
  const [web, worker] = [openKeyStore(directory), openKeyStore(directory)];
  const ids = Array.from({ length: 50 }, () => randomUUID());
  const keys = new Map(ids.map((id) => [id, aKey()]));
  for (const [id, key] of keys) web.putIfAbsent(id, key);
  expect(ids.map((id) => worker.get(id))).toEqual([...keys.values()]);
  const gone = ids.slice(0, 49);
  // The control: they are to be found before.
  for (const id of ids) expect(holds(directory, keys.get(id)!.wrapped)).toBe(true);
  worker.erase(gone);
  for (const id of gone) {
    expect(web.get(id)).toBeNull();
    expect(holds(directory, keys.get(id)!.wrapped)).toBe(false);
  }
  expect(web.get(ids[49]!)).toEqual(keys.get(ids[49]!));
  web.close();
  worker.close();
});

test("wrapped anew only in place of what was meant, and listed by who wrapped it", () => {
  const store = openKeyStore(fresh());
  const ids = Array.from({ length: 7 }, () => randomUUID()).toSorted();
  for (const id of ids) store.putIfAbsent(id, aKey("old"));
  store.rewrap(ids[0]!, "old", aKey("new"));
  store.rewrap(ids[1]!, "another", aKey("new"));
  expect(store.countByKek()).toEqual([
    { kek: "new", keys: 1 },
    { kek: "old", keys: 6 },
  ]);
  expect(store.listOutside("new", "", 4)).toEqual(ids.slice(1, 5));
  expect(store.listOutside("new", ids[4]!, 4)).toEqual(ids.slice(5));
  store.close();
});

/** Opens the store and puts each id, as fast as it can; says which it was first at. */
const rival = `
  import { openKeyStore } from "./server/connectors/key-store.ts";
  const [directory, name, ...ids] = process.argv.slice(1);
  const store = openKeyStore(directory);
  const first = ids.filter((id) => store.putIfAbsent(id, { kek: name, wrapped: Buffer.from(name) }));
  process.stdout.write(JSON.stringify(first));
`;

// Three processes have to start, which on a busy machine takes longer than all the rest.
test("processes that open it and write at the same moment wait for each other", async () => {
  const directory = fresh();
  const ids = Array.from({ length: 60 }, () => randomUUID());
  const rivals = await Promise.all(
    ["a", "b", "c"].map(async (name) => {
      const child = spawn(
        process.execPath,
        ["--import", "tsx", "--input-type=module", "-e", rival, directory, name, ...ids],
        { stdio: ["ignore", "pipe", "inherit"] },
      );
      let said = "";
      child.stdout.on("data", (text: Buffer) => (said += text.toString()));
      await once(child, "close");
      return { name, first: JSON.parse(said) as string[] };
    }),
  );
  // Each name has one first, and it is that one's key that stays.
  expect(rivals.flatMap(({ first }) => first).toSorted()).toEqual(ids.toSorted());
  const store = openKeyStore(directory);
  for (const { name, first } of rivals)
    for (const id of first) expect(store.get(id)?.kek).toBe(name);
  store.close();
}, 120_000);
