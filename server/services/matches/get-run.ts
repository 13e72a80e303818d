import type { RunIdInput, RunView } from "@/domain/matching/views";
import { authorize } from "@/domain/policy";
import type { ServiceContext } from "@/server/services/context";
import { getOwnRun, runView } from "@/server/services/matches/queries";

/** One run as it is kept; nothing of what it rested on is opened. */
export async function getRun(
  { db, actor }: ServiceContext<"sme">,
  { runId }: RunIdInput,
): Promise<RunView> {
  const enterpriseId = actor.organizationId;
  authorize(actor, "match.run", { enterpriseId });
  return runView(await db.transaction((tx) => getOwnRun(tx, enterpriseId, runId)));
}
