import { asc, eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { signingAuthorities } from "@/db/schema";

/** Authorities in the caller's sight: row-level security keeps them within the firm. */
export async function listAuthorities(tx: Transaction, personId?: string) {
  return tx
    .select({
      id: signingAuthorities.id,
      personId: signingAuthorities.personId,
      role: signingAuthorities.role,
      purposes: signingAuthorities.purposes,
      maxAmount: signingAuthorities.maxAmount,
      validFrom: signingAuthorities.validFrom,
      validTo: signingAuthorities.validTo,
      grantedAt: signingAuthorities.grantedAt,
      endedAt: signingAuthorities.endedAt,
      method: signingAuthorities.method,
    })
    .from(signingAuthorities)
    .where(personId ? eq(signingAuthorities.personId, personId) : undefined)
    .orderBy(asc(signingAuthorities.grantedAt), asc(signingAuthorities.id));
}
