import { createHash } from "node:crypto";

const nodeHash = (left: Buffer, right: Buffer) =>
  createHash("sha256").update("\u0001").update(left).update(right).digest();

/** The largest power of two below a size. */
function split(size: number): number {
  let half = 1;
  while (half * 2 < size) half *= 2;
  return half;
}

/** Whether the path shows that the tree of `size` with `root` begins with the old one (RFC 6962, 2.1.2). */
export function extendsTree(
  old: { size: number; root: Buffer },
  { size, root }: { size: number; root: Buffer },
  path: readonly Buffer[],
): boolean {
  const left = [...path];
  function rebuild(before: number, after: number, isWhole: boolean): [Buffer, Buffer] | null {
    if (before === after) {
      const same = isWhole ? old.root : left.pop();
      return same ? [same, same] : null;
    }
    const half = split(after);
    const sibling = left.pop();
    if (!sibling) return null;
    if (before <= half) {
      const inner = rebuild(before, half, isWhole);
      return inner && [inner[0], nodeHash(inner[1], sibling)];
    }
    const inner = rebuild(before - half, after - half, false);
    return inner && [nodeHash(sibling, inner[0]), nodeHash(sibling, inner[1])];
  }
  if (old.size < 1 || old.size > size || path.some((step) => step.length !== 32)) return false;
  const rebuilt = rebuild(old.size, size, true);
  return (
    rebuilt !== null && left.length === 0 && rebuilt[0].equals(old.root) && rebuilt[1].equals(root)
  );
}
