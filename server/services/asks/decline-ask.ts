import { and, eq, sql } from "drizzle-orm";
import { consentAsks } from "@/db/schema";
import type { DeclineAskInput } from "@/domain/asks/schema";
import { authorize } from "@/domain/policy";
import { NotFound } from "@/domain/shared/errors";
import { recordEvent } from "@/server/audit/record-event";
import { closeInformationRequest } from "@/server/services/applications/close-information-request";
import { lockOwnRow } from "@/server/services/applications/own-application";
import type { ServiceContext } from "@/server/services/context";
import { refuseAsk } from "./refuse-ask";

/** The enterprise says no. A review that waited for it goes on with what the bank may see already. */
export async function declineAsk(
  context: ServiceContext<"sme">,
  { askId, message }: DeclineAskInput,
) {
  const { db, actor } = context;
  const refusal = await db.transaction(async (tx) => {
    const find = () =>
      tx
        .select()
        .from(consentAsks)
        .where(and(eq(consentAsks.id, askId), eq(consentAsks.enterpriseId, actor.organizationId)));
    const [seen] = await find();
    if (!seen) throw new NotFound("ask");
    authorize(actor, "ask.decline", seen);
    // Of two at once the second finds it declined: the bank is told once.
    await lockOwnRow(tx, actor.organizationId, seen.applicationId);
    const [ask = seen] = await find();
    const { rows } = await tx.execute<{ refusal: string | null }>(
      sql`select refusal from gate.ask_decline(${db.token}, ${askId}::uuid)`,
    );
    const refused = rows[0]?.refusal ?? null;
    if (refused || ask.status === "declined") return refused;
    if (ask.informationRequestId)
      await closeInformationRequest(tx, context, {
        applicationId: ask.applicationId,
        requestId: ask.informationRequestId,
        answer: message,
      });
    await recordEvent(tx, context, "ask.declined", askId, ask);
    return null;
  });
  if (refusal) refuseAsk(refusal);
  return { id: askId, status: "declined" as const };
}
