import type { NeedIdInput, NeedView } from "@/domain/needs/schema";
import { authorize } from "@/domain/policy";
import type { ServiceContext } from "@/server/services/context";
import { getOwnNeed } from "@/server/services/needs/queries";

export async function getNeed(
  { db, actor }: ServiceContext<"sme">,
  { needId }: NeedIdInput,
): Promise<NeedView> {
  const enterpriseId = actor.organizationId;
  authorize(actor, "need.read", { enterpriseId });
  return db.transaction((tx) => getOwnNeed(tx, enterpriseId, needId));
}
