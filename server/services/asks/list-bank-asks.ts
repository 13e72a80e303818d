import { and, eq } from "drizzle-orm";
import { consentAsks } from "@/db/schema";
import type { ListAsksInput } from "@/domain/asks/schema";
import { can } from "@/domain/policy";
import type { ServiceContext } from "@/server/services/context";
import { listAsks } from "./queries";

/** What this bank asked for and what came of it, newest first. */
export async function listBankAsks(
  { db, actor, now }: ServiceContext<"bank">,
  { applicationId }: ListAsksInput = {},
) {
  const asks = await db.transaction((tx) =>
    listAsks(
      tx,
      and(
        eq(consentAsks.bankId, actor.organizationId),
        applicationId ? eq(consentAsks.applicationId, applicationId) : undefined,
      ),
      now,
    ),
  );
  return asks.filter((ask) => can(actor, "ask.read", ask));
}
