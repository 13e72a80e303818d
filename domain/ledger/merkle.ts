import { concat, isSame, type Digest } from "./digest";

/**
 * One subtree that is complete: its height above the leaves, and how many of its height stand left of
 * it. The hash of each is kept, so that any proof reads a few rows.
 */
export type Subtree = { level: number; position: bigint };

/** Leaves `from` up to, not including, `to`. */
type Span = { from: bigint; to: bigint };

const leafPrefix = Uint8Array.of(0);
const nodePrefix = Uint8Array.of(1);

/** The hash of a leaf whose data is an entry's hash (RFC 6962, section 2.1). */
export const leafHash = async (entryHash: Uint8Array, sha256: Digest) =>
  sha256(concat(leafPrefix, entryHash));

/** The hash of two subtrees side by side (RFC 6962, section 2.1). */
export const nodeHash = async (left: Uint8Array, right: Uint8Array, sha256: Digest) =>
  sha256(concat(nodePrefix, left, right));

/** The largest power of two below `size`, which is at least 2. */
function split(size: bigint): bigint {
  let half = 1n;
  while (half * 2n < size) half *= 2n;
  return half;
}

/** The complete subtrees that make up a span, left to right. */
function subtreesOf({ from, to }: Span): Subtree[] {
  const found: Subtree[] = [];
  for (let at = from; at < to;) {
    let level = 0;
    while (at % 2n ** BigInt(level + 1) === 0n && at + 2n ** BigInt(level + 1) <= to) level += 1;
    found.push({ level, position: at >> BigInt(level) });
    at += 2n ** BigInt(level);
  }
  return found;
}

/** The path from a leaf to the root of a tree of `size`, as spans, lowest first (RFC 9162, 2.1.3.1). */
function inclusionSpans(index: bigint, size: bigint): Span[] {
  const spans: Span[] = [];
  let [from, to] = [0n, size];
  while (to - from > 1n) {
    const middle = from + split(to - from);
    if (index < middle) {
      spans.push({ from: middle, to });
      to = middle;
    } else {
      spans.push({ from, to: middle });
      from = middle;
    }
  }
  return spans.toReversed();
}

/** What shows that a tree of `size` begins with the tree of `old` (RFC 9162, 2.1.4.1). */
function consistencySpans(old: bigint, size: bigint): Span[] {
  const spans: Span[] = [];
  let [from, to] = [0n, size];
  while (old !== to) {
    const middle = from + split(to - from);
    if (old <= middle) {
      spans.push({ from: middle, to });
      to = middle;
    } else {
      spans.push({ from, to: middle });
      from = middle;
    }
  }
  // The old tree itself, unless it is what the verifier already has.
  if (from > 0n) spans.push({ from, to });
  return spans.toReversed();
}

/** A proof that still lacks its hashes: ask for `needs`, then `complete` it with them. */
export type Draft = {
  needs: Subtree[];
  complete: (hashOf: (subtree: Subtree) => Uint8Array, sha256: Digest) => Promise<Uint8Array[]>;
};

function draft(spans: Span[]): Draft {
  const parts = spans.map(subtreesOf);
  return {
    needs: parts.flat(),
    complete: (hashOf, sha256) =>
      Promise.all(parts.map((subtrees) => combine(subtrees.map(hashOf), sha256))),
  };
}

/** The root over complete subtrees of falling height, left to right. */
async function combine(hashes: Uint8Array[], sha256: Digest): Promise<Uint8Array> {
  let root = hashes.at(-1);
  if (!root) throw new RangeError("nothing to combine");
  for (const left of hashes.slice(0, -1).toReversed()) root = await nodeHash(left, root, sha256);
  return root;
}

/** Drafts the proof that leaf `index` stands in the tree of `size`. Throws where it cannot. */
export function draftInclusion(index: bigint, size: bigint): Draft {
  if (index < 0n || index >= size) throw new RangeError("no such leaf");
  return draft(inclusionSpans(index, size));
}

/** Drafts the proof that the tree of `size` begins with that of `old`. Empty where they are the same. */
export function draftConsistency(old: bigint, size: bigint): Draft {
  if (old < 1n || old > size) throw new RangeError("no such tree");
  return draft(old === size ? [] : consistencySpans(old, size));
}

/** Drafts the root of the tree of `size`, as a proof of one hash. */
export function draftRoot(size: bigint): Draft {
  if (size < 1n) throw new RangeError("no such tree");
  return draft([{ from: 0n, to: size }]);
}

/** Does `path` lead from this leaf, at this place, to this root? (RFC 9162, 2.1.3.2) */
export async function verifyInclusion(
  {
    index,
    size,
    leaf,
    root,
    path,
  }: {
    index: bigint;
    size: bigint;
    leaf: Uint8Array;
    root: Uint8Array;
    path: readonly Uint8Array[];
  },
  sha256: Digest,
): Promise<boolean> {
  if (index < 0n || index >= size || !areHashes([leaf, root, ...path])) return false;
  let [node, last, hash] = [index, size - 1n, leaf];
  for (const step of path) {
    if (last === 0n) return false;
    if (node % 2n === 1n || node === last) {
      hash = await nodeHash(step, hash, sha256);
      while (node % 2n === 0n && node !== 0n) [node, last] = [node >> 1n, last >> 1n];
    } else {
      hash = await nodeHash(hash, step, sha256);
    }
    [node, last] = [node >> 1n, last >> 1n];
  }
  return last === 0n && isSame(hash, root);
}

/** Does the tree with this root begin with the old one? (RFC 9162, 2.1.4.2) */
export async function verifyConsistency(
  {
    old,
    size,
    oldRoot,
    root,
    path,
  }: {
    old: bigint;
    size: bigint;
    oldRoot: Uint8Array;
    root: Uint8Array;
    path: readonly Uint8Array[];
  },
  sha256: Digest,
): Promise<boolean> {
  if (old < 1n || old > size || !areHashes([oldRoot, root, ...path])) return false;
  if (old === size) return path.length === 0 && isSame(oldRoot, root);
  const isPower = (old & (old - 1n)) === 0n;
  const [first, ...rest] = isPower ? [oldRoot, ...path] : path;
  if (!first) return false;
  let [node, last] = [old - 1n, size - 1n];
  while (node % 2n === 1n) [node, last] = [node >> 1n, last >> 1n];
  let [before, after] = [first, first];
  for (const step of rest) {
    if (last === 0n) return false;
    if (node % 2n === 1n || node === last) {
      before = await nodeHash(step, before, sha256);
      after = await nodeHash(step, after, sha256);
      while (node % 2n === 0n && node !== 0n) [node, last] = [node >> 1n, last >> 1n];
    } else {
      after = await nodeHash(after, step, sha256);
    }
    [node, last] = [node >> 1n, last >> 1n];
  }
  return last === 0n && isSame(before, oldRoot) && isSame(after, root);
}

const areHashes = (hashes: readonly Uint8Array[]) => hashes.every((hash) => hash.length === 32);
