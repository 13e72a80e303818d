import { and, desc, eq, lt } from "drizzle-orm";
import { receipts } from "@/db/schema";
import type {
  GetReceiptInput,
  ListReceiptsInput,
  ReceiptPage,
} from "@/domain/ledger/receipt-schema";
import { authorize } from "@/domain/policy";
import { NotFound } from "@/domain/shared/errors";
import type { ServiceContext } from "@/server/services/context";

const pageSize = 50;

/** The enterprise's receipts, newest first. */
export async function listReceipts(
  { db, actor }: ServiceContext<"sme">,
  { consentId, before }: ListReceiptsInput,
): Promise<ReceiptPage> {
  authorize(actor, "ledger.read", { enterpriseId: actor.organizationId });
  const rows = await db.transaction((tx) =>
    tx
      .select({
        id: receipts.id,
        kind: receipts.kind,
        seq: receipts.seq,
        consentId: receipts.consentId,
        size: receipts.size,
        issuedAt: receipts.issuedAt,
      })
      .from(receipts)
      .where(
        and(
          eq(receipts.chain, actor.organizationId),
          consentId ? eq(receipts.consentId, consentId) : undefined,
          before ? lt(receipts.seq, before) : undefined,
        ),
      )
      .orderBy(desc(receipts.seq))
      .limit(pageSize + 1),
  );
  const page = rows.slice(0, pageSize);
  return { receipts: page, next: rows.length > pageSize ? (page.at(-1)?.seq ?? null) : null };
}

/** One receipt as the file the enterprise keeps: the signed text, whole. */
export async function getReceipt(
  { db, actor }: ServiceContext<"sme">,
  { receiptId }: GetReceiptInput,
) {
  authorize(actor, "ledger.read", { enterpriseId: actor.organizationId });
  const [receipt] = await db.transaction((tx) =>
    tx
      .select()
      .from(receipts)
      .where(and(eq(receipts.id, receiptId), eq(receipts.chain, actor.organizationId))),
  );
  if (!receipt) throw new NotFound("receipt");
  return { name: `receipt-${receipt.kind}-${receipt.seq}.jws`, content: `${receipt.jws}\n` };
}
