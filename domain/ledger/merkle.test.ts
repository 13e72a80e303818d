import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  draftConsistency,
  draftInclusion,
  draftRoot,
  leafHash,
  nodeHash,
  verifyConsistency,
  verifyInclusion,
  type Subtree,
} from "./merkle";

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest();
const data = (nth: number) => sha256(Buffer.from(String(nth)));

/** As RFC 6962 writes it down, without a thought for cost. */
async function rootOf(from: number, to: number): Promise<Uint8Array> {
  if (to - from === 1) return leafHash(data(from), sha256);
  let half = 1;
  while (half * 2 < to - from) half *= 2;
  return nodeHash(await rootOf(from, from + half), await rootOf(from + half, to), sha256);
}

const most = 70;
const kept = new Map<string, Uint8Array>();
for (let level = 0; 2 ** level <= most; level++)
  for (let position = 0; (position + 1) * 2 ** level <= most; position++)
    kept.set(
      `${level}/${position}`,
      await rootOf(position * 2 ** level, (position + 1) * 2 ** level),
    );
const hashOf = ({ level, position }: Subtree) => kept.get(`${level}/${position}`)!;

test("the root over complete subtrees is the tree's", async () => {
  for (let size = 1; size <= most; size++) {
    const [root] = await draftRoot(BigInt(size)).complete(hashOf, sha256);
    expect(root).toEqual(await rootOf(0, size));
  }
});

test("every leaf is in every tree that holds it, and at no other place", async () => {
  for (let size = 1; size <= 20; size++) {
    const root = await rootOf(0, size);
    for (let index = 0; index < size; index++) {
      const path = await draftInclusion(BigInt(index), BigInt(size)).complete(hashOf, sha256);
      const leaf = hashOf({ level: 0, position: BigInt(index) });
      for (let claimed = 0; claimed < size + 2; claimed++)
        expect(
          await verifyInclusion(
            { index: BigInt(claimed), size: BigInt(size), leaf, root, path },
            sha256,
          ),
        ).toBe(claimed === index);
    }
  }
});

test("every tree begins with every smaller one, and with no other", async () => {
  for (let size = 1; size <= 20; size++)
    for (let old = 1; old <= size; old++) {
      const path = await draftConsistency(BigInt(old), BigInt(size)).complete(hashOf, sha256);
      const claim = {
        old: BigInt(old),
        size: BigInt(size),
        oldRoot: await rootOf(0, old),
        root: await rootOf(0, size),
        path,
      };
      expect(await verifyConsistency(claim, sha256)).toBe(true);
      expect(await verifyConsistency({ ...claim, oldRoot: data(0) }, sha256)).toBe(false);
      expect(await verifyConsistency({ ...claim, root: data(0) }, sha256)).toBe(false);
      expect(await verifyConsistency({ ...claim, old: BigInt(old + 1) }, sha256)).toBe(false);
    }
});

test("a path with a bit flipped, a step more or a step less leads nowhere", async () => {
  const change = fc.constantFrom("flip", "drop", "double", "swap", "garbage");
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 3, max: most }),
      fc.nat(),
      fc.nat(),
      change,
      async (size, seed, at, kind) => {
        const index = BigInt(seed % size);
        const path = await draftInclusion(index, BigInt(size)).complete(hashOf, sha256);
        const nth = at % path.length;
        const step = path[nth]!;
        const changed = {
          flip: path.with(nth, step.with(at % 32, step[at % 32]! ^ (1 << (at % 8)))),
          drop: path.toSpliced(nth, 1),
          double: path.toSpliced(nth, 0, step),
          swap: path.length > 1 ? path.with(nth, path.at(nth - 1)!).with(nth - 1, step) : [],
          garbage: path.with(nth, step.subarray(1)),
        }[kind];
        const leaf = hashOf({ level: 0, position: index });
        const claim = { index, size: BigInt(size), leaf, root: await rootOf(0, size) };
        expect(await verifyInclusion({ ...claim, path }, sha256)).toBe(true);
        expect(await verifyInclusion({ ...claim, path: changed }, sha256)).toBe(false);
      },
    ),
    { numRuns: 200 },
  );
});
