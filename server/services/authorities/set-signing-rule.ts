import { sql } from "drizzle-orm";
import type { SetSigningRuleInput } from "@/domain/authorities/schema";
import { authorize } from "@/domain/policy";
import { Forbidden } from "@/domain/shared/errors";
import { verifySigningCode } from "@/server/services/accounts/verify-signing-code";
import type { ServiceContext } from "@/server/services/context";

/**
 * From which amount on two must sign. A setting rather than a text that somebody is held to: the
 * code alone proves the person, and there are no bytes for a passkey to sign.
 */
export async function setSigningRule(
  context: ServiceContext<"sme">,
  { secondSignerAbove, code }: SetSigningRuleInput,
) {
  const { db, actor } = context;
  authorize(actor, "authority.manage", { enterpriseId: actor.organizationId });
  await verifySigningCode(context, code);
  const [verdict] = await db.call<{ refusal: string | null }>(
    sql`select refusal from gate.rule_set(${db.token}, ${secondSignerAbove?.toString() ?? null}::bigint)`,
  );
  if (verdict?.refusal !== null) throw new Forbidden("authority.manage");
  return { secondSignerAbove };
}
