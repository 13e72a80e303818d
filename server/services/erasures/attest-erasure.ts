import { eq, sql } from "drizzle-orm";
import { banks, erasures } from "@/db/schema";
import type {
  AttestErasureInput,
  ErasureAttested,
  ErasureDeclaration,
} from "@/domain/erasures/schema";
import { authorize } from "@/domain/policy";
import { Conflict, DomainError, NotFound } from "@/domain/shared/errors";
import { signAsPlatform } from "@/server/connectors/platform-signature";
import type { ServiceContext } from "@/server/services/context";

/** The bank declares what became of what it read; the platform signs that it said so. Said once. */
export async function attestErasure(
  { db, actor, now }: ServiceContext<"bank">,
  { erasureId, statement, note }: AttestErasureInput,
): Promise<ErasureAttested> {
  const duty = await db.transaction(async (tx) => {
    const [row] = await tx
      .select({ consentId: erasures.consentId, bankId: erasures.bankId, uscc: banks.uscc })
      .from(erasures)
      .innerJoin(banks, eq(banks.id, erasures.bankId))
      .where(eq(erasures.id, erasureId));
    return row;
  });
  if (!duty || duty.bankId !== actor.organizationId) throw new NotFound("erasure");
  authorize(actor, "erasure.attest", duty);
  const declaration: ErasureDeclaration = {
    kind: "erasure_attestation",
    bank: duty.uscc,
    person: actor.userId,
    consent: duty.consentId,
    statement,
    note,
    at: now.toISOString(),
  };
  const attestation = await signAsPlatform(Buffer.from(JSON.stringify(declaration), "utf8"));
  const [row] = await db.call<{ refusal: string | null; attested_at: string | null }>(
    sql`select refusal, attested_at from gate.erasure_attest(${db.token}, ${erasureId}::uuid, ${attestation})`,
  );
  if (row?.refusal === "ALREADY_ATTESTED") throw new Conflict("erasure_already_attested");
  if (row?.refusal === "NO_SESSION") throw new DomainError("UNAUTHORIZED", "session_ended");
  if (!row?.attested_at) throw new NotFound("erasure");
  return { erasureId, attestedAt: new Date(row.attested_at) };
}
