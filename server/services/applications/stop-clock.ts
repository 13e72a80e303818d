import { refuseDuplicate } from "@/db/constraints";
import type { Transaction } from "@/db/client";
import { informationRequests } from "@/db/schema";
import * as rules from "@/domain/applications/bank-rules";
import type { informationKinds } from "@/domain/applications/lifecycle";
import type { ServiceContext } from "@/server/services/context";
import type { lockBankApplication } from "./lock-bank-application";
import { moveApplication } from "./move-application";

type Application = Awaited<ReturnType<typeof lockBankApplication>>;
type Wanted = { id: string; kind: (typeof informationKinds)[number]; message: string };

/** The firm is asked for one thing, and the bank's clock stands still until the answer. */
export async function stopClock(
  tx: Transaction,
  context: ServiceContext<"bank">,
  application: Application,
  { id, kind, message }: Wanted,
) {
  const change = rules.requestInformation(application, context.now);
  await tx
    .insert(informationRequests)
    .values({
      id,
      applicationId: application.id,
      kind,
      message,
      askedBy: context.actor.userId,
      askedAt: context.now,
      ...change.request,
    })
    .catch(refuseDuplicate("information_requests_pkey", "information_request_exists"))
    .catch(refuseDuplicate("information_requests_one_open", "information_already_requested"));
  return moveApplication(tx, context, application, change.application, kind);
}
