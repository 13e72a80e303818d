import { and, eq, getTableColumns } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { needs } from "@/db/schema";
import { NotFound } from "@/domain/shared/errors";

const { createdBy: _createdBy, ...needColumns } = getTableColumns(needs);
export { needColumns };

/** The enterprise's own need; another's does not exist. */
export async function getOwnNeed(tx: Transaction, enterpriseId: string, needId: string) {
  const [need] = await tx
    .select(needColumns)
    .from(needs)
    .where(and(eq(needs.id, needId), eq(needs.enterpriseId, enterpriseId)));
  if (!need) throw new NotFound("need");
  return need;
}

/**
 * The same, locked: whoever changes a need or how many applications it has takes this lock first. Its
 * key is left to whoever only names the need: a bank that drafts an offer holds the application.
 */
export async function lockOwnNeed(tx: Transaction, enterpriseId: string, needId: string) {
  const [need] = await tx
    .select(needColumns)
    .from(needs)
    .where(and(eq(needs.id, needId), eq(needs.enterpriseId, enterpriseId)))
    .for("no key update");
  if (!need) throw new NotFound("need");
  return need;
}
