import { desc, eq, sql } from "drizzle-orm";
import { banks, checkpoints, cosignatures, entries, leaves } from "@/db/schema";
import type { SealView } from "@/domain/ledger/receipt-schema";
import { authorize } from "@/domain/policy";
import type { ServiceContext } from "@/server/services/context";

/** How far the enterprise's ledger is sealed, and which banks have countersigned it last. */
export async function getSeal({ db, actor }: ServiceContext<"sme">): Promise<SealView> {
  authorize(actor, "ledger.read", { enterpriseId: actor.organizationId });
  return db.transaction(async (tx) => {
    const chain = actor.organizationId;
    const [checkpoint] = await tx
      .select()
      .from(checkpoints)
      .orderBy(desc(checkpoints.size))
      .limit(1);
    const [own] = await tx
      .select({ lines: sql<string | null>`max(${entries.seq})` })
      .from(entries)
      .where(eq(entries.chain, chain));
    const sealed = await tx.$count(leaves, eq(leaves.chain, chain));
    const witnesses = await tx
      .selectDistinctOn([cosignatures.bankId], {
        name: banks.name,
        nameEn: banks.nameEn,
        size: cosignatures.size,
        at: cosignatures.at,
      })
      .from(cosignatures)
      .innerJoin(banks, eq(banks.id, cosignatures.bankId))
      .orderBy(cosignatures.bankId, desc(cosignatures.size));
    return {
      lines: BigInt(own?.lines ?? 0),
      sealed: BigInt(sealed),
      checkpoint: checkpoint
        ? { size: checkpoint.size, at: checkpoint.at, root: checkpoint.root.toString("hex") }
        : null,
      witnesses,
    };
  });
}
