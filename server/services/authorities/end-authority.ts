import { sql } from "drizzle-orm";
import type { EndAuthorityInput } from "@/domain/authorities/schema";
import { authorize } from "@/domain/policy";
import { NotFound } from "@/domain/shared/errors";
import type { ServiceContext } from "@/server/services/context";
import { listAuthorities } from "./queries";

/** From its commit on the authority signs nothing. Ending twice gives the first time again. */
export async function endAuthority(
  { db, actor }: ServiceContext<"sme">,
  { authorityId }: EndAuthorityInput,
) {
  const held = await db.transaction((tx) => listAuthorities(tx));
  if (!held.some(({ id }) => id === authorityId)) throw new NotFound("authority");
  authorize(actor, "authority.manage", { enterpriseId: actor.organizationId });
  const [verdict] = await db.call<{ refusal: string | null; ended_at: string | null }>(
    sql`select refusal, ended_at from gate.authority_end(${db.token}, ${authorityId}::uuid)`,
  );
  if (!verdict?.ended_at) throw new NotFound("authority");
  return { authorityId, endedAt: new Date(verdict.ended_at) };
}
