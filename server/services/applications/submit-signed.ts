import { eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { applications, needs } from "@/db/schema";
import { submitApplication as decide } from "@/domain/applications/enterprise-rules";
import { needCan } from "@/domain/needs/lifecycle";
import { shanghaiDay } from "@/domain/shared/calendar";
import { Conflict } from "@/domain/shared/errors";
import { recordEvent } from "@/server/audit/record-event";
import { lapseOpenRequests } from "@/server/services/applications/lapse-open-requests";
import {
  getOwnRow,
  lockOwnRow,
  recordTransition,
} from "@/server/services/applications/own-application";
import type { ServiceContext } from "@/server/services/context";
import { refuseOffShelf } from "@/server/services/products/queries";
import { lockOwnNeed } from "@/server/services/needs/queries";

type Context = ServiceContext<"sme">;
type Locked = Awaited<ReturnType<typeof lockForSubmission>>;

/** The application and its need, locked and fit to go to the bank. Before the consent is signed: that is the order. */
export async function lockForSubmission(tx: Transaction, context: Context, applicationId: string) {
  const enterpriseId = context.actor.organizationId;
  const { needId } = await getOwnRow(tx, enterpriseId, applicationId);
  const need = needId ? await lockOwnNeed(tx, enterpriseId, needId) : null;
  const application = await lockOwnRow(tx, enterpriseId, applicationId);
  const change = decide(application, context.now);
  if (need && !needCan("apply", need)) throw new Conflict("need_not_open");
  // Whoever has applied keeps the version, whatever becomes of the product; who only prepared has not.
  if (application.status === "prepared")
    await refuseOffShelf(tx, application, shanghaiDay(context.now));
  return { application, need, change };
}

/** Binds the application to the consent that has just become live, and it goes to its bank. */
export async function submitSigned(
  tx: Transaction,
  context: Context,
  { application, need, change }: Locked,
  consentId: string,
) {
  await tx
    .update(applications)
    .set({ ...change, consentId })
    .where(eq(applications.id, application.id));
  // Of one that is taken up again: the bank asks anew where it still wants to know.
  await lapseOpenRequests(tx, [application.id]);
  if (need && need.status !== "in_market")
    await tx.update(needs).set({ status: "in_market" }).where(eq(needs.id, need.id));
  await recordTransition(tx, context, {
    id: application.id,
    from: application.status,
    to: change.status,
  });
  await recordEvent(tx, context, `application.${change.status}`, application.id, {
    enterpriseId: application.enterpriseId,
    bankId: application.bankId,
  });
}
