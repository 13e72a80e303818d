import { asc, eq } from "drizzle-orm";
import { consents, consentSignatures, signingAuthorities } from "@/db/schema";
import type { SignatureFile } from "@/domain/authorities/schema";
import type { GetConsentInput } from "@/domain/consents/schema";
import { authorize } from "@/domain/policy";
import { NotFound } from "@/domain/shared/errors";
import type { ServiceContext } from "@/server/services/context";

/** The signed bytes with every signature under them, and the authority where one was used. */
export async function getSignatures(
  { db, actor }: ServiceContext<"sme">,
  { consentId }: GetConsentInput,
): Promise<SignatureFile> {
  return db.transaction(async (tx) => {
    const [consent] = await tx.select().from(consents).where(eq(consents.id, consentId));
    if (!consent) throw new NotFound("consent");
    authorize(actor, "authority.read", consent);
    const rows = await tx
      .select({ signature: consentSignatures, authority: signingAuthorities })
      .from(consentSignatures)
      .leftJoin(signingAuthorities, eq(signingAuthorities.id, consentSignatures.authorityId))
      .where(eq(consentSignatures.consentId, consentId))
      .orderBy(asc(consentSignatures.at));
    const said = {
      kind: "consent_signatures",
      artefact: consent.artefact.toString("utf8"),
      artefactHash: consent.artefactHash.toString("hex"),
      signatures: rows.map(({ signature, authority }) => ({
        person: signature.personId,
        role: signature.role,
        method: signature.method,
        at: signature.at.toISOString(),
        attestation: signature.attestation,
        evidence: signature.evidence,
        authority: authority && {
          artefact: authority.artefact.toString("utf8"),
          method: authority.method,
          attestation: authority.attestation,
          evidence: authority.evidence,
        },
      })),
    };
    return {
      name: `signatures-${consentId.slice(0, 8)}.json`,
      content: `${JSON.stringify(said, null, 2)}\n`,
    };
  });
}
