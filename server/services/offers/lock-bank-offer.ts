import { and, eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { offers } from "@/db/schema";
import type { ActorOf } from "@/domain/shared/actor";
import { NotFound } from "@/domain/shared/errors";
import { lockBankApplication } from "@/server/services/applications/lock-bank-application";

/** One of the bank's offers with its application, both held; the application first, as everywhere. */
export async function lockBankOffer(tx: Transaction, actor: ActorOf<"bank">, offerId: string) {
  const mine = and(eq(offers.id, offerId), eq(offers.bankId, actor.organizationId));
  const [found] = await tx.select({ applicationId: offers.applicationId }).from(offers).where(mine);
  if (!found) throw new NotFound("offer");
  const application = await lockBankApplication(tx, actor, found.applicationId);
  const [offer] = await tx.select().from(offers).where(mine).for("update");
  if (!offer) throw new NotFound("offer");
  return { application, offer };
}
