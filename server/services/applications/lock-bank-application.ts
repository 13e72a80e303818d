import { and, eq, isNotNull } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { applications } from "@/db/schema";
import type { ActorOf } from "@/domain/shared/actor";
import { NotFound } from "@/domain/shared/errors";

/** One of the bank's applications, held until the transaction ends; before it is submitted there is none. */
export async function lockBankApplication(
  tx: Transaction,
  actor: ActorOf<"bank">,
  applicationId: string,
) {
  const [application] = await tx
    .select()
    .from(applications)
    .where(
      and(
        eq(applications.id, applicationId),
        eq(applications.bankId, actor.organizationId),
        isNotNull(applications.submittedAt),
      ),
    )
    .for("update");
  if (!application) throw new NotFound("application");
  return application;
}
