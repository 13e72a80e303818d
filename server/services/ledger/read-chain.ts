import { and, asc, eq, gt } from "drizzle-orm";
import { entries } from "@/db/schema";
import type { ReadChainInput } from "@/domain/ledger/schema";
import { authorize } from "@/domain/policy";
import type { ServiceContext } from "@/server/services/context";

const pageSize = 1_000;

/** The enterprise's chain, oldest first, with all that its hashes are taken over. */
export async function readChain({ db, actor }: ServiceContext<"sme">, { after }: ReadChainInput) {
  authorize(actor, "ledger.read", { enterpriseId: actor.organizationId });
  const rows = await db.transaction((tx) =>
    tx
      .select()
      .from(entries)
      .where(and(eq(entries.chain, actor.organizationId), gt(entries.seq, after)))
      .orderBy(asc(entries.seq))
      .limit(pageSize),
  );
  return {
    entries: rows.map(({ artefactHash, prev, hash, ...entry }) => ({
      chain: entry.chain,
      seq: entry.seq,
      at: entry.at,
      action: entry.action,
      code: entry.code,
      persona: entry.persona,
      personId: entry.personId,
      recipientId: entry.recipientId,
      consentId: entry.consentId,
      ticketId: entry.ticketId,
      scopes: entry.scopes,
      dataFrom: entry.dataFrom,
      dataTo: entry.dataTo,
      artefactHash: artefactHash?.toString("hex") ?? null,
      prev: prev.toString("hex"),
      hash: hash.toString("hex"),
    })),
    next: rows.length === pageSize ? (rows.at(-1)?.seq ?? null) : null,
  };
}
