import { and, eq, sql } from "drizzle-orm";
import { consentAsks } from "@/db/schema";
import type { AskIdInput } from "@/domain/asks/schema";
import { authorize } from "@/domain/policy";
import { NotFound } from "@/domain/shared/errors";
import { recordEvent } from "@/server/audit/record-event";
import { closeInformationRequest } from "@/server/services/applications/close-information-request";
import { lockBankApplication } from "@/server/services/applications/lock-bank-application";
import type { ServiceContext } from "@/server/services/context";
import { refuseAsk } from "./refuse-ask";

/** The bank no longer needs it; a review that waited for it goes on. */
export async function withdrawAsk(context: ServiceContext<"bank">, { askId }: AskIdInput) {
  const { db, actor } = context;
  const refusal = await db.transaction(async (tx) => {
    const find = () =>
      tx
        .select()
        .from(consentAsks)
        .where(and(eq(consentAsks.id, askId), eq(consentAsks.bankId, actor.organizationId)));
    const [seen] = await find();
    if (!seen) throw new NotFound("ask");
    authorize(actor, "ask.make", seen);
    // Of two at once the second finds it withdrawn: the firm is told once.
    await lockBankApplication(tx, actor, seen.applicationId);
    const [ask = seen] = await find();
    const { rows } = await tx.execute<{ refusal: string | null }>(
      sql`select refusal from gate.ask_withdraw(${db.token}, ${askId}::uuid)`,
    );
    const refused = rows[0]?.refusal ?? null;
    if (refused || ask.status === "withdrawn") return refused;
    if (ask.informationRequestId)
      await closeInformationRequest(tx, context, {
        applicationId: ask.applicationId,
        requestId: ask.informationRequestId,
        answer: null,
      });
    await recordEvent(tx, context, "ask.withdrawn", askId, ask);
    return null;
  });
  if (refusal) refuseAsk(refusal);
  return { id: askId, status: "withdrawn" as const };
}
