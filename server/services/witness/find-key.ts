import { and, eq, isNull } from "drizzle-orm";
import { banks, witnessKeys } from "@/db/schema";
import type { Transaction } from "@/db/client";
import { witnessName } from "@/domain/ledger/checkpoint";
import { toBase64 } from "@/domain/ledger/digest";
import type { WitnessKeyView } from "@/domain/ledger/witness-schema";

/** The key with which a bank countersigns now, or null. */
export async function findKey(tx: Transaction, bankId: string): Promise<WitnessKeyView | null> {
  const [row] = await tx
    .select({ key: witnessKeys, uscc: banks.uscc })
    .from(witnessKeys)
    .innerJoin(banks, eq(banks.id, witnessKeys.bankId))
    .where(and(eq(witnessKeys.bankId, bankId), isNull(witnessKeys.retiredAt)));
  if (!row) return null;
  const { id, publicKey, registeredAt } = row.key;
  return { id, name: witnessName(row.uscc), publicKey: toBase64(publicKey), registeredAt };
}
