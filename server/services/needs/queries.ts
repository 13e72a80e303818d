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

/** The same, locked: whoever changes a need or how many applications it has takes this lock first. */
export async function lockOwnNeed(tx: Transaction, enterpriseId: string, needId: string) {
  const [need] = await tx
    .select(needColumns)
    .from(needs)
    .where(and(eq(needs.id, needId), eq(needs.enterpriseId, enterpriseId)))
    .for("update");
  if (!need) throw new NotFound("need");
  return need;
}
