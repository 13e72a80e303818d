import { sql } from "drizzle-orm";
import { authorize } from "@/domain/policy";
import type { ReleaseAnswerInput } from "@/domain/predicates/schema";
import { Conflict, DomainError, Forbidden, NotFound } from "@/domain/shared/errors";
import type { ServiceContext } from "@/server/services/context";

/** Lets the recipient of a consent have the answers that were just shown, and no others. */
export async function releaseAnswer(
  { db, actor }: ServiceContext<"sme">,
  { consentId, scope, period, digest }: ReleaseAnswerInput,
) {
  authorize(actor, "answer.release", { enterpriseId: actor.organizationId });
  const [released] = await db.call<{ refusal: string | null; seq: string }>(
    sql`select refusal, seq from gate.answer_release(${db.token}, ${consentId}::uuid, ${scope}, ${period}::date, ${Buffer.from(digest, "hex")}::bytea)`,
  );
  if (!released) throw new DomainError("SERVICE_UNAVAILABLE", "gate_silent");
  const { refusal, seq } = released;
  if (refusal === "NO_SUCH_CONSENT") throw new NotFound("consent");
  if (refusal === "SIGNER_FORBIDDEN") throw new Forbidden("answer.release");
  if (refusal) throw new Conflict(refusal.toLowerCase());
  return { consentId, seq: BigInt(seq) };
}
