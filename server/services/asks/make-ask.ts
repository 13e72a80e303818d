import { sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import * as rules from "@/domain/applications/bank-rules";
import { askedPeriod, subjectOf } from "@/domain/asks/rules";
import type { MakeAskInput } from "@/domain/asks/schema";
import { authorize } from "@/domain/policy";
import { recordEvent } from "@/server/audit/record-event";
import { lockBankApplication } from "@/server/services/applications/lock-bank-application";
import { stopClock } from "@/server/services/applications/stop-clock";
import type { ServiceContext } from "@/server/services/context";
import { refuseAsk } from "./refuse-ask";

/**
 * A bank asks the firm to let it see more, or to let it report repayments. It permits nothing. What
 * is asked during a review is an information request at the same time: the bank's clock stands still.
 */
export async function makeAsk(context: ServiceContext<"bank">, input: MakeAskInput) {
  const { db, actor, now } = context;
  const subject = subjectOf(input.items);
  const refusal = await db.transaction(async (tx) => {
    const application = await lockBankApplication(tx, actor, input.applicationId);
    authorize(actor, "ask.make", application);
    const isReview = input.purpose === "loan_application";
    const isNew = !(await isKnown(tx, input.id));
    if (isReview && isNew) rules.requestInformation(application, now);

    const period = askedPeriod(input.purpose, input.validityDays, now);
    const items = input.items.map(({ item, granularity, why, isRequired }) => ({
      item,
      granularity,
      ...period,
      why,
      required: isRequired,
    }));
    const { rows } = await tx.execute<{ refusal: string | null }>(
      sql`select refusal from gate.ask_make(${db.token}, ${input.id}::uuid, ${input.purpose}, ${subject},
        ${application.id}::uuid, ${isReview ? input.id : null}::uuid, ${input.validityDays}::integer, ${input.message},
        ${JSON.stringify(items)}::jsonb)`,
    );
    const refused = rows[0]?.refusal ?? null;
    // The line about the refusal stays: nothing else was written.
    if (refused || !isNew) return refused;
    if (isReview) await stopClock(tx, context, application, { ...input, kind: "extra_item" });
    await recordEvent(tx, context, "ask.made", input.id, application);
    return null;
  });
  if (refusal) refuseAsk(refusal);
  return { id: input.id, status: "open" as const };
}

async function isKnown(tx: Transaction, id: string): Promise<boolean> {
  const { rows } = await tx.execute(sql`select from app.consent_asks where id = ${id}::uuid`);
  return rows.length > 0;
}
