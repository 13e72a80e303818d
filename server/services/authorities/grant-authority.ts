import { sql } from "drizzle-orm";
import type { GrantAuthorityInput } from "@/domain/authorities/schema";
import { authorize } from "@/domain/policy";
import { Conflict, DomainError, Invalid, NotFound } from "@/domain/shared/errors";
import { verifyProof } from "@/server/services/accounts/verify-proof";
import type { ServiceContext } from "@/server/services/context";
import { draftedAuthority } from "./draft-authority";

/** The legal representative signs the text that lets somebody sign. */
export async function grantAuthority(
  context: ServiceContext<"sme">,
  { sealed, proof }: GrantAuthorityInput,
) {
  const { db, actor, now } = context;
  authorize(actor, "authority.manage", { enterpriseId: actor.organizationId });
  const { artefact, text, artefactHash } = draftedAuthority(sealed, now);
  const { method, attestation, evidence } = await verifyProof(context, proof, artefactHash);
  const [verdict] = await db.call<{ refusal: string | null }>(
    sql`select refusal from gate.authority_grant(${db.token}, ${artefact.id}::uuid, ${artefact.person.id}::uuid,
      ${artefact.role}, ${sql.param(artefact.purposes)}::text[], ${artefact.maxAmountFen}::bigint,
      ${artefact.validFrom}::timestamptz, ${artefact.validTo}::timestamptz, ${Buffer.from(text)}::bytea,
      ${method}, ${attestation}, ${evidence && JSON.stringify(evidence)}::jsonb)`,
  );
  if (!verdict) throw new DomainError("SERVICE_UNAVAILABLE", "gate_silent");
  if (verdict.refusal === "NO_SUCH_PERSON") throw new NotFound("person");
  if (verdict.refusal === "AUTHORITY_EXISTS") throw new Conflict("authority_exists");
  if (verdict.refusal !== null) throw new Invalid(verdict.refusal.toLowerCase(), "sealed");
  return { authorityId: artefact.id };
}
