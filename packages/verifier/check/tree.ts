import { equal, fromBase64, join, toBase64 } from "./bytes.ts";
import { sha256 } from "./sha256.ts";

/** RFC 6962, section 2.1: leaves and nodes are hashed apart. */
export const leafHash = (data: Uint8Array) => sha256(join(Uint8Array.of(0), data));
const nodeHash = (left: Uint8Array, right: Uint8Array) =>
  sha256(join(Uint8Array.of(1), left, right));

/** The largest power of two below a size of at least two. */
function half(size: bigint): bigint {
  let power = 1n;
  while (power * 2n < size) power *= 2n;
  return power;
}

const areHashes = (hashes: readonly Uint8Array[]) => hashes.every((hash) => hash.length === 32);

export type Tree = { size: bigint; root: Uint8Array };

/** A subtree that was found to be in a tree; `text` is its hash as a path once wrote it. */
type Node = { hash: Uint8Array; text: string | null; below: Below | null };
type Below = { middle: bigint; left: Node; right: Node };

/**
 * Whether leaves stand in this tree, for many of them: what one leaf's path has proved is compared
 * with the next one's as it is written, not read and hashed again. Paths are in base64.
 */
export function placesIn(tree: Tree) {
  const top: Node = { hash: tree.root, text: null, below: null };

  return (index: bigint, leaf: Uint8Array, path: readonly string[]): boolean => {
    let [node, at, size, steps] = [top, index, tree.size, path.length];
    if (at < 0n || at >= size || steps > 64 || leaf.length !== 32) return false;
    for (; node.below; steps -= 1) {
      const { middle, left, right } = node.below;
      const isLeft = at < middle;
      if (!isWritten(isLeft ? right : left, path[steps - 1])) return false;
      node = isLeft ? left : right;
      if (isLeft) size = middle;
      else [at, size] = [at - middle, size - middle];
    }
    const grown = grow(leaf, at, size, path.slice(0, steps));
    if (!grown || !equal(grown.hash, node.hash)) return false;
    node.below = grown.below;
    return true;
  };
}

/** Whether a step of a path is this node's hash. */
function isWritten(node: Node, step: string | undefined): boolean {
  if (step === undefined) return false;
  if (step === node.text) return true;
  const hash = readStep(step);
  if (!hash || !equal(hash, node.hash)) return false;
  node.text = step;
  return true;
}

function readStep(step: string): Uint8Array | null {
  try {
    const hash = fromBase64(step);
    return hash.length === 32 ? hash : null;
  } catch {
    return null;
  }
}

/** The subtree that a leaf and its path make, from the top down; null where the path does not fit. */
function grow(leaf: Uint8Array, index: bigint, size: bigint, path: readonly string[]): Node | null {
  if (size === 1n) return path.length === 0 ? { hash: leaf, text: null, below: null } : null;
  const middle = half(size);
  const [text] = path.slice(-1);
  const hash = text === undefined ? null : readStep(text);
  if (text === undefined || !hash) return null;
  const sibling = { hash, text, below: null };
  const isLeft = index < middle;
  const rest = path.slice(0, -1);
  const own = isLeft
    ? grow(leaf, index, middle, rest)
    : grow(leaf, index - middle, size - middle, rest);
  if (!own) return null;
  const [left, right] = isLeft ? [own, sibling] : [sibling, own];
  return { hash: nodeHash(left.hash, right.hash), text: null, below: { middle, left, right } };
}

/** Whether the leaf stands at this place in the tree of this size and root. */
export const isInTree = (
  { index, leaf, ...tree }: Tree & { index: bigint; leaf: Uint8Array },
  path: readonly Uint8Array[],
): boolean => placesIn(tree)(index, leaf, path.map(toBase64));

/** Rebuilds both roots by the definition of a consistency proof (RFC 6962, section 2.1.2). */
function bothRoots(
  old: bigint,
  size: bigint,
  known: Uint8Array | null,
  path: Uint8Array[],
): [Uint8Array, Uint8Array] {
  if (old === size) {
    const same = known ?? path.pop();
    if (!same) throw new Error("the path is too short");
    return [same, same];
  }
  const middle = half(size);
  const sibling = path.pop();
  if (!sibling) throw new Error("the path is too short");
  if (old <= middle) {
    const [before, after] = bothRoots(old, middle, known, path);
    return [before, nodeHash(after, sibling)];
  }
  const [before, after] = bothRoots(old - middle, size - middle, null, path);
  return [nodeHash(sibling, before), nodeHash(sibling, after)];
}

/** Whether the newer tree begins with the older one. */
export function extendsTree(old: Tree, newer: Tree, path: readonly Uint8Array[]): boolean {
  if (old.size < 1n || old.size > newer.size || path.length > 128) return false;
  if (!areHashes([old.root, newer.root, ...path])) return false;
  try {
    const steps = [...path];
    const [before, after] = bothRoots(old.size, newer.size, old.root, steps);
    return steps.length === 0 && equal(before, old.root) && equal(after, newer.root);
  } catch {
    return false;
  }
}
