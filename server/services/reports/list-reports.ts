import { authorize } from "@/domain/policy";
import type { ServiceContext } from "@/server/services/context";
import { listStoredReports, rowOf } from "./queries";

/** The enterprise's own reports, newest first. */
export async function listReports({ db, actor }: ServiceContext<"sme">) {
  authorize(actor, "report.read", { enterpriseId: actor.organizationId });
  return (await db.transaction(listStoredReports)).map(rowOf);
}
