import { inArray, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { enterprises, publicRecords } from "@/db/schema";
import { knownPublicly } from "@/domain/profiles/known-publicly";
import { lastFullMonth, type Month } from "@/domain/shared/calendar";
import { groupBy } from "@/domain/shared/group-by";
import { storePublicFacts } from "@/server/services/audience/store-public-facts";
import type { SystemContext } from "@/server/services/context";

const enterprisesAtOnce = 1_000;
/** Every enterprise comes after this one. */
const noEnterprise = "00000000-0000-0000-0000-000000000000";

/**
 * Brings the public facts that rules ask to the last full month: ages and windows move with it. Then
 * the audience's slices are built anew, so that no bit of an ended consent is older than a day.
 * Gives how many enterprises were behind.
 */
export async function refreshMatchingFacts({ db, now }: SystemContext): Promise<number> {
  const month = lastFullMonth(now);
  let done = 0;
  for (let after: string | undefined = noEnterprise; after;) {
    const behind: { id: string }[] = await db.call<{ id: string }>(
      sql`select id from vault.enterprises_behind(${month}, ${after}, ${enterprisesAtOnce}) as id`,
    );
    const ids = behind.map(({ id }) => id);
    await db.transaction((tx) => storeKnownPublicly(tx, ids, month));
    done += ids.length;
    after = ids.at(-1);
  }
  await db.call(sql`select gate.audience_build()`);
  return done;
}

/** The public facts of these enterprises from what is stored of them. */
export async function storeKnownPublicly(tx: Transaction, ids: readonly string[], month: Month) {
  if (ids.length === 0) return;
  const rows = await tx
    .select()
    .from(enterprises)
    .where(inArray(enterprises.id, [...ids]));
  const records = await tx
    .select({
      enterpriseId: publicRecords.enterpriseId,
      item: publicRecords.item,
      content: publicRecords.content,
    })
    .from(publicRecords)
    .where(inArray(publicRecords.enterpriseId, [...ids]));
  const recordsOf = groupBy(records, ({ enterpriseId }) => enterpriseId);
  await storePublicFacts(
    tx,
    rows.map((row) => ({
      enterpriseId: row.id,
      isOperating: row.status === "operating",
      known: knownPublicly(row, recordsOf.get(row.id) ?? [], month),
    })),
    month,
  );
}
