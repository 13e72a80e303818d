import { createHash } from "node:crypto";
import { and, eq, inArray, ne } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { refuseDuplicate } from "@/db/constraints";
import { applications, banks, contracts, enterprises, needs, offers, products } from "@/db/schema";
import { liveApplicationStatuses } from "@/domain/applications/lifecycle";
import { contractNumber, contractTerms } from "@/domain/offers/contract-terms";
import type { SignatureRecord } from "@/domain/consents/signature";
import * as rules from "@/domain/offers/enterprise-rules";
import type { AcceptOfferInput } from "@/domain/offers/enterprise-schema";
import { authorize } from "@/domain/policy";
import { Conflict, NotFound } from "@/domain/shared/errors";
import { recordEvent } from "@/server/audit/record-event";
import { verifyProof } from "@/server/services/accounts/verify-proof";
import { endConsents } from "@/server/services/applications/end-consents";
import { lapseOpenRequests } from "@/server/services/applications/lapse-open-requests";
import { recordTransition } from "@/server/services/applications/own-application";
import type { ServiceContext } from "@/server/services/context";
import { lockOwnNeed } from "@/server/services/needs/queries";
import { lockOffered } from "@/server/services/offers/own-offer";
import { writeAcceptance } from "@/server/services/offers/write-acceptance";

type Context = ServiceContext<"sme">;

/** Accepting is signing: the contract is made, the need has its loan, the other offers are not selected. */
export async function acceptOffer(context: Context, { offerId, proof }: AcceptOfferInput) {
  const { db, actor, now } = context;
  const enterpriseId = actor.organizationId;

  const { said, ...seen } = await db.transaction(async (tx) => {
    const offered = await lockOffered(tx, enterpriseId, offerId);
    authorize(actor, "offer.accept", offered.offer);
    return { ...offered, said: await writeAcceptance(tx, actor, offered.offer) };
  });
  // A proof works once: refuse what can be refused before it is used up.
  rules.acceptOffer(seen.offer, seen, now);
  const record = await verifyProof(context, proof, said.artefactHash);
  const signature = { ...record, artefact: said.artefact };

  const accepted = await db.transaction(async (tx) => {
    // The need first: two offers of one need accepted at once meet here, not in a deadlock.
    await lockOwnNeed(tx, enterpriseId, seen.need.id);
    const { offer, application, need } = await lockOffered(tx, enterpriseId, offerId);
    const change = rules.acceptOffer(offer, { application, need }, now);

    await tx
      .update(offers)
      .set(change.offer)
      .where(eq(offers.id, offerId))
      .catch(refuseDuplicate("offers_one_accepted_per_need", "need_already_has_accepted_offer"));
    await tx
      .update(applications)
      .set(change.application)
      .where(eq(applications.id, application.id));
    await tx.update(needs).set(change.need).where(eq(needs.id, need.id));
    await recordTransition(tx, context, {
      id: application.id,
      from: application.status,
      to: change.application.status,
    });
    const number = await makeContract(tx, context, { offer, application, signature });
    await recordEvent(tx, context, "offer.accepted", offerId, {
      enterpriseId,
      bankId: offer.bankId,
    });
    const released = await releaseSiblings(tx, context, change, { offer, needId: need.id });
    return { number, applicationId: application.id, released };
  });

  await endConsents(context, accepted.released, "other_offer_accepted");
  return { offerId, applicationId: accepted.applicationId, contractNumber: accepted.number };
}

type Offered = Awaited<ReturnType<typeof lockOffered>>;
type Agreed = Pick<Offered, "offer" | "application"> & { signature: SignatureRecord };

async function makeContract(
  tx: Transaction,
  { actor, now }: Context,
  { offer, application, signature }: Agreed,
) {
  const [parties] = await tx
    .select({
      enterprise: { uscc: enterprises.uscc, name: enterprises.name },
      bank: { uscc: banks.uscc, name: banks.name },
      code: products.code,
    })
    .from(applications)
    .innerJoin(enterprises, eq(enterprises.id, applications.enterpriseId))
    .innerJoin(banks, eq(banks.id, applications.bankId))
    .innerJoin(products, eq(products.id, applications.productId))
    .where(eq(applications.id, application.id));
  if (!parties) throw new NotFound("application");

  const number = contractNumber(offer.id, now);
  const terms = Buffer.from(
    contractTerms({
      number,
      offer,
      application: application.id,
      product: {
        id: application.productId,
        version: application.productVersion,
        code: parties.code,
      },
      enterprise: parties.enterprise,
      bank: parties.bank,
      agreedAt: now,
    }),
  );
  await tx.insert(contracts).values({
    offerId: offer.id,
    applicationId: application.id,
    enterpriseId: offer.enterpriseId,
    bankId: offer.bankId,
    number,
    terms,
    termsHash: createHash("sha256").update(terms).digest(),
    enterpriseSignedBy: actor.userId,
    enterpriseSignedAt: now,
    enterpriseSignature: signature,
  });
  return number;
}

/** Ends the need's other applications; gives the consents that have lost their purpose. */
async function releaseSiblings(
  tx: Transaction,
  context: Context,
  change: ReturnType<typeof rules.acceptOffer>,
  { offer, needId }: { offer: Offered["offer"]; needId: string },
) {
  const siblings = await tx
    .select({
      id: applications.id,
      status: applications.status,
      bankId: applications.bankId,
      consentId: applications.consentId,
    })
    .from(applications)
    .where(
      and(
        eq(applications.needId, needId),
        ne(applications.id, offer.applicationId),
        inArray(applications.status, [...liveApplicationStatuses]),
      ),
    )
    .orderBy(applications.id)
    .for("update");
  await lapseOpenRequests(
    tx,
    siblings.map(({ id }) => id),
  );
  for (const sibling of siblings) {
    if (sibling.status === "contracted" || sibling.status === "disbursing")
      throw new Conflict("need_already_has_accepted_offer");
    const closing =
      sibling.status === "prepared" ? change.preparedSibling : change.siblingApplication;
    await tx.update(applications).set(closing).where(eq(applications.id, sibling.id));
    await tx
      .update(offers)
      .set(change.siblingOffer)
      .where(and(eq(offers.applicationId, sibling.id), eq(offers.status, "open")));
    await recordTransition(tx, context, {
      id: sibling.id,
      from: sibling.status,
      to: closing.status,
    });
    // A bank that never saw it is told nothing.
    await recordEvent(tx, context, "application.closed", sibling.id, {
      enterpriseId: offer.enterpriseId,
      bankId: sibling.status === "prepared" ? null : sibling.bankId,
    });
  }
  return siblings.map(({ consentId }) => consentId);
}
