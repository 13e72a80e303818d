import { and, eq } from "drizzle-orm";
import { consentAsks } from "@/db/schema";
import type { ListAsksInput } from "@/domain/asks/schema";
import { authorize } from "@/domain/policy";
import type { ServiceContext } from "@/server/services/context";
import { listAsks } from "./queries";

/** What banks asked this enterprise for, newest first. */
export async function listOwnAsks(
  { db, actor, now }: ServiceContext<"sme">,
  { applicationId }: ListAsksInput = {},
) {
  authorize(actor, "ledger.read", { enterpriseId: actor.organizationId });
  return db.transaction((tx) =>
    listAsks(
      tx,
      and(
        eq(consentAsks.enterpriseId, actor.organizationId),
        applicationId ? eq(consentAsks.applicationId, applicationId) : undefined,
      ),
      now,
    ),
  );
}
