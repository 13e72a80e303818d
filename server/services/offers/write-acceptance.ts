import { createHash } from "node:crypto";
import { eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { applications, banks, enterprises, type offers } from "@/db/schema";
import { acceptanceText } from "@/domain/offers/acceptance";
import type { OfferAcceptance, OfferIdInput } from "@/domain/offers/enterprise-schema";
import { authorize } from "@/domain/policy";
import { NotFound } from "@/domain/shared/errors";
import type { ServiceContext } from "@/server/services/context";
import { lockOffered } from "./own-offer";

type Context = ServiceContext<"sme">;

/** What accepting this offer says, to be signed: the same words each time they are asked for. */
export async function getAcceptance(
  { db, actor }: Context,
  { offerId }: OfferIdInput,
): Promise<OfferAcceptance> {
  return db.transaction(async (tx) => {
    const { offer } = await lockOffered(tx, actor.organizationId, offerId);
    authorize(actor, "offer.accept", offer);
    return writeAcceptance(tx, actor, offer);
  });
}

export async function writeAcceptance(
  tx: Transaction,
  actor: Context["actor"],
  offer: typeof offers.$inferSelect,
): Promise<OfferAcceptance> {
  const [parties] = await tx
    .select({
      enterprise: { uscc: enterprises.uscc, name: enterprises.name },
      bank: { uscc: banks.uscc, name: banks.name },
    })
    .from(applications)
    .innerJoin(enterprises, eq(enterprises.id, applications.enterpriseId))
    .innerJoin(banks, eq(banks.id, applications.bankId))
    .where(eq(applications.id, offer.applicationId));
  if (!parties) throw new NotFound("application");
  const artefact = acceptanceText({
    offer,
    ...parties,
    signer: { id: actor.userId, name: actor.name },
  });
  return { artefact, artefactHash: createHash("sha256").update(artefact).digest("hex") };
}
