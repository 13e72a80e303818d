import { sql } from "drizzle-orm";
import type { AnswerTakeInput } from "@/domain/needs/open-schema";
import { authorize } from "@/domain/policy";
import type { ServiceContext } from "@/server/services/context";
import { refusedOpening } from "./refused-opening";

/** Says no to a bank that took the need up; its place stays taken. */
export async function declineTake(
  { db, actor }: ServiceContext<"sme">,
  { takeId }: AnswerTakeInput,
): Promise<AnswerTakeInput> {
  authorize(actor, "open_need.answer", { enterpriseId: actor.organizationId });
  const [answered] = await db.call<{ refusal: string | null }>(
    sql`select refusal from gate.take_answer(${db.token}, ${takeId}, 'declined', null)`,
  );
  if (!answered || answered.refusal) throw refusedOpening(answered?.refusal);
  return { takeId };
}
