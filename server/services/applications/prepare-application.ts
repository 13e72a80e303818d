import { and, eq, inArray } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { refuseDuplicate } from "@/db/constraints";
import { applications } from "@/db/schema";
import { prepareApplication as mayPrepare } from "@/domain/applications/enterprise-rules";
import type { PrepareApplicationInput } from "@/domain/applications/enterprise-schema";
import { liveApplicationStatuses } from "@/domain/applications/lifecycle";
import { authorize } from "@/domain/policy";
import { shanghaiDay } from "@/domain/shared/calendar";
import { recordTransition } from "@/server/services/applications/own-application";
import type { ServiceContext } from "@/server/services/context";
import { lockOwnNeed } from "@/server/services/needs/queries";
import { getProductOnOffer, refuseOffShelf } from "@/server/services/products/queries";

/** Picks a product for a need. Nothing leaves the enterprise yet; picking it again is the same application. */
export const prepareApplication = (
  context: ServiceContext<"sme">,
  input: PrepareApplicationInput,
) => context.db.transaction((tx) => prepareWithin(tx, context, input));

/** The same within a transaction of the caller's, for what stands or falls with it. */
export async function prepareWithin(
  tx: Transaction,
  context: ServiceContext<"sme">,
  input: PrepareApplicationInput,
) {
  const { actor, now } = context;
  const enterpriseId = actor.organizationId;
  const need = await lockOwnNeed(tx, enterpriseId, input.needId);
  authorize(actor, "application.prepare", need);
  const live = await tx
    .select({
      id: applications.id,
      productId: applications.productId,
      status: applications.status,
    })
    .from(applications)
    .where(
      and(
        eq(applications.needId, need.id),
        inArray(applications.status, [...liveApplicationStatuses]),
      ),
    );
  const existing = live.find(
    ({ id, productId }) => id === input.id || productId === input.productId,
  );
  if (existing) return { id: existing.id, status: existing.status };

  const today = shanghaiDay(now);
  const product = await getProductOnOffer(tx, input.productId, today);
  mayPrepare(need, product.content, live.length);

  const [prepared] = await tx
    .insert(applications)
    .values({
      id: input.id,
      needId: need.id,
      enterpriseId,
      bankId: product.bankId,
      productId: product.id,
      productVersion: product.version,
      amount: need.amount,
      termMonths: need.termMonths,
      status: "prepared",
      createdAt: now,
      updatedAt: now,
    })
    .returning({ id: applications.id, status: applications.status })
    .catch(refuseDuplicate("applications_pkey", "application_id_taken"));
  // Whoever took the product off the shelf meanwhile has not seen this firm; whoever does from here on waits.
  await refuseOffShelf(tx, { productId: product.id, productVersion: product.version }, today);
  await recordTransition(tx, context, { id: input.id, from: null, to: "prepared" });
  return prepared ?? { id: input.id, status: "prepared" as const };
}
