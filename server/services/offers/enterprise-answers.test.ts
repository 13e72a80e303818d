import { createHash, randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { applications, consents, contracts, events, needs, offers } from "@/db/schema";
import { acceptOffer } from "@/server/services/offers/accept-offer";
import { listOwnOffers } from "@/server/services/offers/list-own-offers";
import { refuseOffer } from "@/server/services/offers/refuse-offer";
import { aBank, anApplication, anOffer, now } from "@/tests/bank-factories";
import { inRollback, type Stage } from "@/tests/database";
import { aClerk, anOwner } from "@/tests/enterprise-factories";
import { byCode } from "@/tests/signing";
import { aWrongCode } from "@/tests/wrong-code";

const approved = { status: "open", approvedBy: randomUUID(), approvedAt: now } as const;

async function anOffered(stage: Stage, enterpriseId: string) {
  const bankId = await aBank(stage.admin);
  const application = await anApplication(stage.admin, bankId, { enterpriseId, status: "offered" });
  return { application, offer: await anOffer(stage.admin, application, approved) };
}

test("accepting signs the contract, selects the offer and lets the others go", () =>
  inRollback(async (stage) => {
    const owner = await anOwner(stage);
    const { application, offer } = await anOffered(stage, owner.enterpriseId);
    const sibling = await anApplication(stage.admin, await aBank(stage.admin), {
      enterpriseId: owner.enterpriseId,
      status: "offered",
    });
    await stage.admin.execute(`set session_replication_role = replica`);
    await stage.admin
      .update(applications)
      .set({ needId: application.needId })
      .where(eq(applications.id, sibling.id));
    await stage.admin.execute(`set session_replication_role = default`);
    const rival = await anOffer(stage.admin, { ...sibling, needId: application.needId }, approved);

    const accepted = await acceptOffer(owner.context(), {
      offerId: offer.id,
      proof: byCode(owner.code()),
    });

    expect(accepted).toMatchObject({ offerId: offer.id, applicationId: application.id });
    const [contract] = await stage.admin
      .select()
      .from(contracts)
      .where(eq(contracts.offerId, offer.id));
    expect(contract).toMatchObject({
      number: accepted.contractNumber,
      enterpriseSignedBy: owner.context().actor.userId,
      enterpriseSignature: { method: "totp", evidence: null },
      bankSignedAt: null,
    });
    const said = contract?.enterpriseSignature?.artefact ?? "";
    expect(JSON.parse(said)).toMatchObject({ kind: "offer_acceptance", offer: { id: offer.id } });
    expect(contract?.termsHash).toEqual(
      createHash("sha256")
        .update(contract?.terms ?? "")
        .digest(),
    );
    expect(JSON.parse(contract?.terms.toString() ?? "")).toMatchObject({ principal: "500000.00" });
    const states = await stage.admin
      .select({ id: applications.id, status: applications.status })
      .from(applications)
      .where(eq(applications.needId, application.needId!));
    expect(states).toContainEqual({ id: application.id, status: "accepted_by_enterprise" });
    expect(states).toContainEqual({ id: sibling.id, status: "not_selected" });
    const [lost] = await stage.admin.select().from(offers).where(eq(offers.id, rival.id));
    expect(lost?.status).toBe("not_selected");
    const [need] = await stage.admin.select().from(needs).where(eq(needs.id, application.needId!));
    expect(need?.status).toBe("offer_selected");
    const [ended] = await stage.admin
      .select()
      .from(consents)
      .where(eq(consents.id, sibling.consentId!));
    expect(ended?.status).toBe("revoked");
    const told = await stage.admin.select().from(events).where(eq(events.subjectId, offer.id));
    expect(told).toMatchObject([{ name: "offer.accepted", bankId: offer.bankId }]);
  }));

test("another firm, a clerk, a wrong code and an expired offer are refused", () =>
  inRollback(async (stage) => {
    const owner = await anOwner(stage);
    const { offer } = await anOffered(stage, owner.enterpriseId);
    const answer = { offerId: offer.id, proof: byCode(owner.code()) };
    await expect(acceptOffer((await anOwner(stage)).context(), answer)).rejects.toThrow(
      "offer_not_found",
    );
    const clerk = await aClerk(stage, owner.enterpriseId);
    await expect(acceptOffer(clerk(), answer)).rejects.toThrow("offer.accept_forbidden");
    await expect(refuseOffer(clerk(), answer)).rejects.toThrow("offer.refuse_forbidden");
    const wrong = { ...answer, proof: byCode(aWrongCode(owner.context().actor.userId, now)) };
    await expect(acceptOffer(owner.context(), wrong)).rejects.toThrow("signing_code_wrong");
    const late = owner.context(offer.validUntil);
    await expect(
      acceptOffer(late, { ...answer, proof: byCode(owner.code(offer.validUntil)) }),
    ).rejects.toThrow("offer_not_open");
    expect(await stage.admin.$count(contracts, eq(contracts.offerId, offer.id))).toBe(0);
  }));

test("what the bank has not approved does not exist for the firm", () =>
  inRollback(async (stage) => {
    const owner = await anOwner(stage);
    const { offer } = await anOffered(stage, owner.enterpriseId);
    const draft = await anApplication(stage.admin, await aBank(stage.admin), {
      enterpriseId: owner.enterpriseId,
      status: "under_review",
    });
    const hidden = await anOffer(stage.admin, draft, { status: "awaiting_approval" });
    const { offers: shown } = await listOwnOffers(owner.context(), {});
    expect(shown.map(({ id }) => id)).toEqual([offer.id]);
    expect(shown[0]?.schedule).toHaveLength(12);
    await expect(refuseOffer(owner.context(), { offerId: hidden.id })).rejects.toThrow(
      "offer_not_found",
    );
  }));

test("refusing ends the application and the bank's consent", () =>
  inRollback(async (stage) => {
    const owner = await anOwner(stage);
    const { application, offer } = await anOffered(stage, owner.enterpriseId);
    await refuseOffer(owner.context(), { offerId: offer.id });
    const [row] = await stage.admin
      .select()
      .from(applications)
      .where(eq(applications.id, application.id));
    expect(row?.status).toBe("refused");
    const [consent] = await stage.admin
      .select()
      .from(consents)
      .where(eq(consents.id, application.consentId!));
    expect(consent?.status).toBe("revoked");
    await expect(refuseOffer(owner.context(), { offerId: offer.id })).rejects.toThrow(
      "offer_not_open",
    );
    const told = await stage.admin.select().from(events).where(eq(events.subjectId, offer.id));
    expect(told).toMatchObject([{ name: "offer.refused", enterpriseId: owner.enterpriseId }]);
  }));
