import { and, asc, desc, eq, gte, isNull, lt, sql } from "drizzle-orm";
import { checkpoints, consents, enterprises, entries, leaves, receipts } from "@/db/schema";
import type { Transaction } from "@/db/client";
import { toBase64 } from "@/domain/ledger/digest";
import { entryFields } from "@/domain/ledger/entry";
import { draftConsistency, draftInclusion } from "@/domain/ledger/merkle";
import { receiptBytes } from "@/domain/ledger/receipt";
import { receiptedLines, receiptKindOf } from "@/domain/ledger/receipt-kinds";
import { signAsPlatform } from "@/server/connectors/platform-signature";
import type { SystemContext } from "@/server/services/context";
import { completeProofs } from "@/server/services/ledger/complete-proofs";

const batchSize = 200;

/** Leaves before this place have their receipts: they are made in the order of the tree. */
export type ReceiptsMade = { upTo: bigint | null };

/**
 * Makes the receipts of every sealed line that earns one and has none. Gives how many were looked at;
 * at least a batch means that there may be more.
 */
export async function issueReceipts(
  { db, now }: SystemContext,
  made: ReceiptsMade,
): Promise<number> {
  const { latest, from, lines } = await db.transaction(async (tx) => {
    const start = made.upTo ?? (await firstWithout(tx));
    const [newest] = await tx.select().from(checkpoints).orderBy(desc(checkpoints.size)).limit(1);
    return {
      latest: newest,
      from: start,
      lines: newest ? await findLines(tx, start, newest.size) : [],
    };
  });
  made.upTo = from;
  if (!latest) return 0;
  for (const line of lines) {
    await issue({ db, now }, line, latest);
    made.upTo = line.position + 1n;
  }
  if (lines.length < batchSize) made.upTo = latest.size;
  return lines.length;
}

async function firstWithout(tx: Transaction): Promise<bigint> {
  const [row] = await tx
    .select({ last: sql<string | null>`max(${leaves.position})` })
    .from(receipts)
    .innerJoin(leaves, and(eq(leaves.chain, receipts.chain), eq(leaves.seq, receipts.seq)));
  return row?.last ? BigInt(row.last) + 1n : 0n;
}

function findLines(tx: Transaction, from: bigint, size: bigint) {
  return tx
    .select({
      position: leaves.position,
      entry: entries,
      uscc: enterprises.uscc,
      name: enterprises.name,
      artefactHash: consents.artefactHash,
      previousSize: sql<string | null>`(
        select max(before.size) from ${receipts} as before where before.chain = ${entries.chain}
      )`,
    })
    .from(leaves)
    .innerJoin(entries, and(eq(entries.chain, leaves.chain), eq(entries.seq, leaves.seq)))
    .innerJoin(enterprises, eq(enterprises.id, entries.chain))
    .leftJoin(consents, eq(consents.id, entries.consentId))
    .leftJoin(receipts, and(eq(receipts.chain, leaves.chain), eq(receipts.seq, leaves.seq)))
    .where(
      and(
        gte(leaves.position, from),
        lt(leaves.position, size),
        isNull(receipts.id),
        sql`${entries.action} || ' ' || ${entries.code} = any(${sql.param(Object.keys(receiptedLines))}::text[])`,
      ),
    )
    .orderBy(asc(leaves.position))
    .limit(batchSize);
}

type Line = Awaited<ReturnType<typeof findLines>>[number];

async function issue(
  { db, now }: Pick<SystemContext, "db" | "now">,
  { position, entry, uscc, name, artefactHash, previousSize }: Line,
  checkpoint: typeof checkpoints.$inferSelect,
) {
  const kind = receiptKindOf(entry);
  if (!kind) return;
  const { size, note } = checkpoint;
  const drafts = [draftInclusion(position, size)];
  if (previousSize) drafts.push(draftConsistency(BigInt(previousSize), size));
  const [path = [], since = []] = (await completeProofs(db, drafts)).map((hashes) =>
    hashes.map(toBase64),
  );
  const id = crypto.randomUUID();
  const jws = await signAsPlatform(
    receiptBytes({
      version: 1,
      kind,
      id,
      enterprise: uscc,
      enterpriseName: name,
      entry: entryFields(entry),
      prev: entry.prev.toString("hex"),
      hash: entry.hash.toString("hex"),
      artefact: artefactHash?.toString("hex") ?? null,
      checkpoint: note,
      index: position.toString(),
      path,
      since: previousSize ? { size: previousSize, path: since } : null,
      issuedAt: now.toISOString(),
    }),
  );
  await db.call(
    sql`select gate.receipt_store(${id}::uuid, ${entry.chain}::uuid, ${entry.seq}::bigint, ${kind}, ${entry.consentId}::uuid, ${size}::bigint, ${jws})`,
  );
}
