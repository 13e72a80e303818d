import { eq } from "drizzle-orm";
import { enterprises, publicRecords } from "@/db/schema";
import type { EnterpriseView } from "@/domain/enterprises/schema";
import { authorize } from "@/domain/policy";
import { NotFound } from "@/domain/shared/errors";
import type { ServiceContext } from "@/server/services/context";

/** The firm's registry data and public records. */
export async function getOwnEnterprise({
  db,
  actor,
}: ServiceContext<"sme">): Promise<EnterpriseView> {
  authorize(actor, "enterprise.read", { enterpriseId: actor.organizationId });
  return db.transaction(async (tx) => {
    const [found] = await tx
      .select()
      .from(enterprises)
      .where(eq(enterprises.id, actor.organizationId));
    if (!found) throw new NotFound("enterprise");
    const { externalReference: _, registeredAt: __, createdAt: ___, ...enterprise } = found;
    const records = await tx
      .select({
        item: publicRecords.item,
        reference: publicRecords.reference,
        content: publicRecords.content,
        asOf: publicRecords.asOf,
      })
      .from(publicRecords)
      .where(eq(publicRecords.enterpriseId, actor.organizationId))
      .orderBy(publicRecords.item, publicRecords.reference);
    return { ...enterprise, records };
  });
}
