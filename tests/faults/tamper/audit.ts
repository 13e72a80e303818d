import { openCheckpoint, type VerifySignature } from "@/domain/ledger/checkpoint";
import { verifyChain, type LedgerEntry } from "@/domain/ledger/entry";
import { leafHash } from "@/domain/ledger/merkle";
import { asBytea, bytesIn, entryIn, treeOver, type Copy, type Signer } from "./copy";

/** What still looks right, to whom: each sees less than the next. */
export type Verdict = {
  /** To a reader of the chains alone. */
  chains: boolean;
  /** To whoever also has the tree and the platform's own signed word, but nothing from before. */
  ownWord: boolean;
  /** To a bank that kept the checkpoints it was given. */
  witness: boolean;
};

/** Looks through the whole copy, as an auditor with a database dump would. */
export async function audit(
  copy: Copy,
  kept: readonly string[],
  { sha256, publicKey, verify }: Signer & { verify: VerifySignature },
): Promise<Verdict> {
  const chains = new Map<string, LedgerEntry[]>();
  for (const row of copy.entries) {
    const entry = entryIn(row);
    chains.set(entry.chain, [...(chains.get(entry.chain) ?? []), entry]);
  }
  const verdicts = await Promise.all(
    [...chains].map(([chain, entries]) => verifyChain(chain, entries, sha256)),
  );
  const areChainsWhole = verdicts.every(({ isWhole }) => isWhole);

  const byKey = new Map(
    [...chains.values()].flat().map((entry) => [`${entry.chain}/${entry.seq}`, entry]),
  );
  const hashes: Uint8Array[] = [];
  let isTreeRight = copy.leaves.length === byKey.size;
  for (const [nth, leaf] of copy.leaves.entries()) {
    const entry = byKey.get(`${String(leaf["chain"])}/${String(leaf["seq"])}`);
    const hash = entry && (await leafHash(entry.hash, sha256));
    isTreeRight &&=
      Number(leaf["position"]) === nth && hash !== undefined && asBytea(hash) === leaf["hash"];
    hashes.push(hash ?? bytesIn(leaf["hash"]));
  }
  const { levels, rootAt } = await treeOver(hashes, sha256);
  const nodes = levels.slice(1).flat().length;
  isTreeRight &&= copy.nodes.length === nodes;
  isTreeRight &&= copy.nodes.every(({ level, position, hash }) => {
    const computed = levels[Number(level)]?.[Number(position)];
    return computed !== undefined && asBytea(computed) === hash;
  });
  for (const { size, root, note } of copy.checkpoints) {
    const opened = await openCheckpoint(String(note), publicKey, { sha256, verify });
    const computed = Number(size) <= hashes.length ? await rootAt(Number(size)) : undefined;
    isTreeRight &&=
      opened !== null &&
      computed !== undefined &&
      Number(opened.size) === Number(size) &&
      asBytea(opened.root) === asBytea(computed) &&
      root === asBytea(computed);
  }
  const isAsWitnessed = kept.every((note) => copy.checkpoints.some((row) => row["note"] === note));
  return {
    chains: areChainsWhole,
    ownWord: areChainsWhole && isTreeRight,
    witness: areChainsWhole && isTreeRight && isAsWitnessed,
  };
}
