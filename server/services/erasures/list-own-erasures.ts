import { and, desc, eq } from "drizzle-orm";
import { banks, erasures } from "@/db/schema";
import { daysLeft, erasureState } from "@/domain/erasures/lifecycle";
import type { ListOwnErasuresInput, OwnErasureView } from "@/domain/erasures/schema";
import { authorize } from "@/domain/policy";
import type { ServiceContext } from "@/server/services/context";
import { declaredIn } from "@/server/services/erasures/declared";

/** Which banks must delete what they read about this enterprise, by when, and what they declared. */
export async function listOwnErasures(
  { db, actor, now }: ServiceContext<"sme">,
  { consentId }: ListOwnErasuresInput,
): Promise<{ rows: OwnErasureView[] }> {
  authorize(actor, "ledger.read", { enterpriseId: actor.organizationId });
  const rows = await db.transaction((tx) =>
    tx
      .select({ duty: erasures, name: banks.name, nameEn: banks.nameEn })
      .from(erasures)
      .innerJoin(banks, eq(banks.id, erasures.bankId))
      .where(
        and(
          eq(erasures.enterpriseId, actor.organizationId),
          consentId ? eq(erasures.consentId, consentId) : undefined,
        ),
      )
      .orderBy(desc(erasures.startedAt), desc(erasures.id))
      .limit(100),
  );
  return {
    rows: rows.map(({ duty, name, nameEn }) => ({
      id: duty.id,
      consentId: duty.consentId,
      reason: duty.reason,
      state: erasureState(duty, now),
      startedAt: duty.startedAt,
      dueAt: duty.dueAt,
      daysLeft: daysLeft(duty.dueAt, now),
      attestedAt: duty.attestedAt,
      declared: declaredIn(duty.attestation),
      bank: { name, nameEn },
      attestation: duty.attestation,
    })),
  };
}
