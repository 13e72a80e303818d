import { randomBytes, randomInt } from "node:crypto";
import {
  draftConsistency,
  draftInclusion,
  leafHash,
  verifyConsistency,
  verifyInclusion,
} from "@/domain/ledger/merkle";
import { extendsTree, isInTree } from "@/packages/verifier/check/tree";
import { sha256 } from "@/server/connectors/ed25519";
import { PaperLedger } from "@/tests/ledger-files";

const leaves = 150;

type Claim = { path: Uint8Array[]; shift: bigint };

const changes: Record<string, (path: Uint8Array[]) => Claim> = {
  flip: (path) => {
    const at = randomInt(path.length);
    const step = path[at]!;
    const byte = randomInt(32);
    return { path: path.with(at, step.with(byte, step[byte]! ^ (1 << randomInt(8)))), shift: 0n };
  },
  insert: (path) => ({
    path: path.toSpliced(randomInt(path.length + 1), 0, new Uint8Array(randomBytes(32))),
    shift: 0n,
  }),
  delete: (path) => ({ path: path.toSpliced(randomInt(path.length), 1), shift: 0n }),
  duplicate: (path) => {
    const at = randomInt(path.length);
    return { path: path.toSpliced(at, 0, path[at]!), shift: 0n };
  },
  shorten: (path) => {
    const at = randomInt(path.length);
    return { path: path.with(at, path[at]!.slice(1)), shift: 0n };
  },
  misplace: (path) => ({ path, shift: randomInt(2) ? 1n : -1n }),
};

/** Changed proofs put before both verifiers, which must take the true ones and none of these. */
export async function fuzzProofs(count: number) {
  const ledger = new PaperLedger();
  for (let nth = 0; nth < leaves; nth++) await ledger.append();
  const entries = ledger.entriesOf();
  const hashes = await Promise.all(entries.map(({ hash }) => leafHash(hash, sha256)));
  const roots = new Map<bigint, Uint8Array>();
  const rootOf = async (size: bigint) => {
    const root = roots.get(size) ?? (await ledger.root(size));
    roots.set(size, root);
    return root;
  };

  const counts = { proofs: 0, trueRefused: 0, falseAccepted: 0 };
  for (; counts.proofs < count; counts.proofs++) {
    const size = BigInt(3 + randomInt(leaves - 3));
    const root = await rootOf(size);
    const change = Object.values(changes)[counts.proofs % Object.keys(changes).length]!;
    if (counts.proofs % 2 === 0) {
      const index = BigInt(randomInt(Number(size)));
      const claim = { index, size, root, leaf: hashes[Number(index)]! };
      const path = await ledger.complete(draftInclusion(index, size));
      const ask = async (asked: typeof claim, steps: Uint8Array[]) => [
        await verifyInclusion({ ...asked, path: steps }, sha256),
        isInTree(asked, steps),
      ];
      const changed = change(path);
      tally(
        counts,
        await ask(claim, path),
        await ask({ ...claim, index: index + changed.shift }, changed.path),
      );
    } else {
      const old = BigInt(1 + randomInt(Number(size) - 1));
      const oldRoot = await rootOf(old);
      const path = await ledger.complete(draftConsistency(old, size));
      const ask = async (from: bigint, steps: Uint8Array[]) => [
        await verifyConsistency({ old: from, oldRoot, size, root, path: steps }, sha256),
        extendsTree({ size: from, root: oldRoot }, { size, root }, steps),
      ];
      const changed = change(path);
      tally(counts, await ask(old, path), await ask(old + changed.shift, changed.path));
    }
  }
  return counts;
}

function tally(
  counts: { trueRefused: number; falseAccepted: number },
  right: boolean[],
  wrong: boolean[],
) {
  counts.trueRefused += right.filter((answer) => !answer).length;
  counts.falseAccepted += wrong.filter(Boolean).length;
}
