import { and, asc, desc, eq, gt, sql } from "drizzle-orm";
import {
  banks,
  checkpoints,
  cosignatures,
  enterprises,
  entries,
  leaves,
  receipts,
  witnessKeys,
} from "@/db/schema";
import type { Transaction } from "@/db/client";
import { witnessName } from "@/domain/ledger/checkpoint";
import { toBase64 } from "@/domain/ledger/digest";
import { entryFields } from "@/domain/ledger/entry";
import { draftConsistency, draftInclusion } from "@/domain/ledger/merkle";
import type { ExportPart, ExportPartInput } from "@/domain/ledger/receipt-schema";
import { authorize } from "@/domain/policy";
import { DomainError, NotFound } from "@/domain/shared/errors";
import { signAsPlatform } from "@/server/connectors/platform-signature";
import type { ServiceContext } from "@/server/services/context";
import { completeProofs } from "@/server/services/ledger/complete-proofs";

const partSize = 500;
const line = (row: object) => `${JSON.stringify(row)}\n`;

/**
 * The enterprise's whole ledger as one file, part by part: a head with the checkpoint and its
 * countersignatures, a line an entry with its place in the tree, and the platform's signature under
 * how many there are. Each part asks again whose session it is.
 */
export async function exportLedger(
  context: ServiceContext<"sme">,
  { after, size: chosen }: ExportPartInput,
): Promise<ExportPart> {
  const { db, actor } = context;
  authorize(actor, "ledger.read", { enterpriseId: actor.organizationId });
  const { firm, checkpoint, rows } = await db.transaction(async (tx) => {
    await confirmSession(tx, actor.organizationId);
    return {
      firm: await findFirm(tx, actor.organizationId),
      checkpoint: after === 0n || chosen !== null ? await findCheckpoint(tx, chosen) : undefined,
      rows: await findRows(tx, actor.organizationId, after),
    };
  });
  const size = checkpoint?.size ?? null;
  const head =
    after === 0n
      ? [line(await headOf(context, { firm, checkpoint, chain: actor.organizationId }))]
      : [];
  const drafts = rows.map(({ position }) =>
    position !== null && size !== null && position < size ? draftInclusion(position, size) : null,
  );
  const proofs = (
    await completeProofs(
      db,
      drafts.filter((one) => one !== null),
    )
  ).values();
  const lines = rows.map(({ entry, position }, nth) =>
    line({
      entry: entryFields(entry),
      prev: entry.prev.toString("hex"),
      hash: entry.hash.toString("hex"),
      index: drafts[nth] ? String(position) : null,
      path: drafts[nth] ? (proofs.next().value ?? []).map(toBase64) : [],
    }),
  );
  const last = rows.at(-1)?.entry;
  if (rows.length === partSize && last) return { lines: [...head, ...lines], size, next: last.seq };

  const end = await signAsPlatform(
    Buffer.from(
      JSON.stringify({
        kind: "ledger",
        version: 1,
        enterprise: firm.uscc,
        chain: actor.organizationId,
        checkpoint: checkpoint?.note ?? null,
        entries: String(last?.seq ?? after),
        last: await lastHash(context, last?.seq ?? after),
        at: context.now.toISOString(),
      }),
    ),
  );
  return { lines: [...head, ...lines, line({ end })], size, next: null };
}

/** Without it a session that ended half-way would look like a ledger that ends there. */
async function confirmSession(tx: Transaction, enterpriseId: string) {
  const { rows } = await tx.execute<{ enterprise: string | null }>(
    sql`select gate.current_enterprise() as enterprise`,
  );
  if (rows[0]?.enterprise !== enterpriseId) throw new DomainError("UNAUTHORIZED", "session_ended");
}

async function findFirm(tx: Transaction, id: string) {
  const [firm] = await tx.select().from(enterprises).where(eq(enterprises.id, id));
  if (!firm) throw new NotFound("enterprise");
  return firm;
}

async function findCheckpoint(tx: Transaction, size: bigint | null) {
  const [found] = await tx
    .select()
    .from(checkpoints)
    .where(size === null ? undefined : eq(checkpoints.size, size))
    .orderBy(desc(checkpoints.size))
    .limit(1);
  if (size !== null && !found) throw new NotFound("checkpoint");
  return found;
}

const findRows = (tx: Transaction, chain: string, after: bigint) =>
  tx
    .select({ entry: entries, position: leaves.position })
    .from(entries)
    .leftJoin(leaves, and(eq(leaves.chain, entries.chain), eq(leaves.seq, entries.seq)))
    .where(and(eq(entries.chain, chain), gt(entries.seq, after)))
    .orderBy(asc(entries.seq))
    .limit(partSize);

async function lastHash({ db, actor }: ServiceContext<"sme">, seq: bigint): Promise<string | null> {
  const [row] = await db.transaction((tx) =>
    tx
      .select({ hash: entries.hash })
      .from(entries)
      .where(and(eq(entries.chain, actor.organizationId), eq(entries.seq, seq))),
  );
  return row?.hash.toString("hex") ?? null;
}

type Beginning = {
  firm: typeof enterprises.$inferSelect;
  checkpoint: typeof checkpoints.$inferSelect | undefined;
  chain: string;
};

async function headOf({ db }: ServiceContext<"sme">, { firm, checkpoint, chain }: Beginning) {
  const { signed, sizes } = await db.transaction(async (tx) => ({
    signed: await tx
      .select({
        bank: banks.name,
        uscc: banks.uscc,
        key: witnessKeys.publicKey,
        line: cosignatures.line,
      })
      .from(cosignatures)
      .innerJoin(banks, eq(banks.id, cosignatures.bankId))
      .innerJoin(witnessKeys, eq(witnessKeys.id, cosignatures.keyId))
      .where(eq(cosignatures.size, checkpoint?.size ?? 0n)),
    sizes: await tx
      .selectDistinct({ size: receipts.size })
      .from(receipts)
      .where(eq(receipts.chain, chain))
      .orderBy(asc(receipts.size)),
  }));
  const earlier = sizes.filter(({ size }) => checkpoint && size < checkpoint.size);
  const drafts = earlier.map(({ size }) => draftConsistency(size, checkpoint?.size ?? size));
  const paths = await completeProofs(db, drafts);
  return {
    kind: "ledger",
    version: 1,
    enterprise: firm.uscc,
    enterpriseName: firm.name,
    chain,
    checkpoint: checkpoint?.note ?? null,
    cosignatures: signed.map(({ bank, uscc, key, line: signature }) => ({
      bank,
      name: witnessName(uscc),
      key: toBase64(key),
      line: signature,
    })),
    // Toward the trees on the receipts given so far.
    extends: earlier.map(({ size }, nth) => ({
      size: size.toString(),
      path: (paths[nth] ?? []).map(toBase64),
    })),
  };
}
