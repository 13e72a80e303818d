import { sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { matchingValue } from "@/domain/profiles/matching-values";
import type { PublicFactCode } from "@/domain/profiles/public-facts";
import type { Computed } from "@/domain/profiles/windows";
import type { Month } from "@/domain/shared/calendar";

type KnownPublicly = {
  enterpriseId: string;
  /** Whom nobody can lend to is in no audience. */
  isOperating: boolean;
  known: readonly ({ code: PublicFactCode } & Computed)[];
};

/** Hands the public facts of some enterprises to the vault, which writes what is new or different. */
export async function storePublicFacts(
  tx: Transaction,
  enterprises: readonly KnownPublicly[],
  month: Month,
): Promise<void> {
  if (enterprises.length === 0) return;
  const rows = enterprises.map(({ enterpriseId, isOperating, known }) => ({
    enterprise_id: enterpriseId,
    is_operating: isOperating,
    month,
    ...Object.fromEntries(known.map((one) => [one.code, matchingValue(one)])),
  }));
  await tx.execute(sql`select vault.public_facts_store(${JSON.stringify(rows)}::jsonb)`);
}
