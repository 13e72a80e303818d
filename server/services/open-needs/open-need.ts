import { sql } from "drizzle-orm";
import { deadlineAfter } from "@/domain/applications/deadlines";
import { authorize } from "@/domain/policy";
import type { OpenNeedInput } from "@/domain/needs/open-schema";
import type { ServiceContext } from "@/server/services/context";
import { refusedOpening } from "./refused-opening";

/** Puts a need before the banks of a zone, or before all, for some working days. The same id again is the same opening. */
export async function openNeed(
  { db, actor, now }: ServiceContext<"sme">,
  { id, needId, zone, workingDays }: OpenNeedInput,
): Promise<{ openNeedId: string }> {
  authorize(actor, "need.open", { enterpriseId: actor.organizationId });
  const closesAt = deadlineAfter(now, workingDays);
  const [opened] = await db.call<{ refusal: string | null }>(
    sql`select refusal from gate.need_open(${db.token}, ${id}, ${needId}, ${zone ?? null}, ${closesAt.toISOString()}::timestamptz)`,
  );
  if (!opened || opened.refusal) throw refusedOpening(opened?.refusal);
  return { openNeedId: id };
}
