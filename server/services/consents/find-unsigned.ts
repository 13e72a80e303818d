import { eq, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { applications, consents, consentSignatures } from "@/db/schema";
import { signingCapacity } from "@/domain/authorities/rules";
import { NotFound } from "@/domain/shared/errors";
import { listAuthorities } from "@/server/services/authorities/queries";
import type { ServiceContext } from "@/server/services/context";

/** A consent with all that decides who may sign it; another's does not exist. */
export async function findUnsigned(
  tx: Transaction,
  { actor, now }: Pick<ServiceContext<"sme">, "actor" | "now">,
  consentId: string,
) {
  const [consent] = await tx
    .select({
      enterpriseId: consents.enterpriseId,
      purpose: consents.purpose,
      subject: consents.subject,
      status: consents.status,
      artefactHash: sql<string>`encode(${consents.artefactHash}, 'hex')`,
      application: {
        id: applications.id,
        status: applications.status,
        amount: applications.amount,
        consentId: applications.consentId,
      },
    })
    .from(consents)
    .leftJoin(applications, eq(applications.id, consents.applicationId))
    .where(eq(consents.id, consentId));
  if (!consent) throw new NotFound("consent");
  const signed = await tx
    .select({ personId: consentSignatures.personId })
    .from(consentSignatures)
    .where(eq(consentSignatures.consentId, consentId));
  const capacity = signingCapacity(
    {
      userId: actor.userId,
      isOwner: actor.role === "owner",
      authorities: await listAuthorities(tx, actor.userId),
    },
    {
      purpose: consent.purpose,
      subject: consent.subject,
      amount: consent.application?.amount ?? null,
      isAwaitingCosign: consent.status === "awaiting_cosign",
      signedBy: signed.map(({ personId }) => personId),
    },
    now,
  );
  return { ...consent, capacity };
}
