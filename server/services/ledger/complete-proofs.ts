import { sql } from "drizzle-orm";
import type { PersonaDatabase } from "@/db/client";
import type { Draft, Subtree } from "@/domain/ledger/merkle";
import { sha256 } from "@/server/connectors/ed25519";

const nameOf = ({ level, position }: Subtree) => `${level}/${position}`;

/** Reads what the drafted proofs still lack, all of it at once. */
export async function completeProofs(
  db: Pick<PersonaDatabase, "call">,
  drafts: readonly Draft[],
): Promise<Uint8Array[][]> {
  const wanted = new Map(drafts.flatMap(({ needs }) => needs).map((one) => [nameOf(one), one]));
  const levels = [...wanted.values()].map(({ level }) => level);
  const positions = [...wanted.values()].map(({ position }) => position.toString());
  const rows = await db.call<{ level: number; position: string; hash: Buffer }>(
    sql`select level, position, hash from gate.tree_nodes(${sql.param(levels)}::smallint[], ${sql.param(positions)}::bigint[])`,
  );
  const found = new Map(rows.map(({ level, position, hash }) => [`${level}/${position}`, hash]));
  const hashOf = (subtree: Subtree) => {
    const hash = found.get(nameOf(subtree));
    if (!hash) throw new Error(`the tree has no node ${nameOf(subtree)}`);
    return hash;
  };
  return Promise.all(drafts.map(({ complete }) => complete(hashOf, sha256)));
}
