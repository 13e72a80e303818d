import { sql } from "drizzle-orm";
import { authorize } from "@/domain/policy";
import type { ServiceContext } from "@/server/services/context";

/** Of each consent how many items' answers wait for the enterprise's word; nothing of what they say. */
export async function countWaitingAnswers({ db, actor }: ServiceContext<"sme">) {
  authorize(actor, "answer.read", { enterpriseId: actor.organizationId });
  const rows = await db.call<{ consent_id: string; waiting: string }>(
    sql`select consent_id, count(*) as waiting from gate.answers_waiting(${db.token}) group by consent_id order by consent_id`,
  );
  return rows.map(({ consent_id, waiting }) => ({
    consentId: consent_id,
    waiting: Number(waiting),
  }));
}
