import { eq } from "drizzle-orm";
import { matchRuns } from "@/db/schema";
import type { RunListView } from "@/domain/matching/views";
import type { NeedIdInput } from "@/domain/needs/schema";
import { authorize } from "@/domain/policy";
import type { ServiceContext } from "@/server/services/context";
import { runView, storedRuns } from "@/server/services/matches/queries";
import { getOwnNeed } from "@/server/services/needs/queries";

/** The runs kept of one need, the newest first: twenty at most. */
export async function listRuns(
  { db, actor }: ServiceContext<"sme">,
  { needId }: NeedIdInput,
): Promise<RunListView> {
  const enterpriseId = actor.organizationId;
  authorize(actor, "match.run", { enterpriseId });
  return db.transaction(async (tx) => {
    await getOwnNeed(tx, enterpriseId, needId);
    const runs = await storedRuns(tx, eq(matchRuns.needId, needId));
    return { runs: runs.map(runView) };
  });
}
