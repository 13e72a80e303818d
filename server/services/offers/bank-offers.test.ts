import { createHash, randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { applications, events, offers } from "@/db/schema";
import { scheduleCanonicalForm } from "@/domain/loans/quote";
import { BankOfferView, type DraftOfferInput } from "@/domain/offers/bank-schema";
import { priceOffer } from "@/domain/offers/pricing";
import { approveOffer } from "@/server/services/offers/approve-offer";
import { withdrawNeed } from "@/server/services/needs/withdraw-need";
import { draftOffer } from "@/server/services/offers/draft-offer";
import { listBankOffers } from "@/server/services/offers/list-bank-offers";
import { listOwnOffers } from "@/server/services/offers/list-own-offers";
import { sendBackOffer } from "@/server/services/offers/send-back-offer";
import { withdrawOffer } from "@/server/services/offers/withdraw-offer";
import { aBank, anApplication, anOffer, aPerson, aProduct, now } from "@/tests/bank-factories";
import { admin, committed, inRollback, type Stage } from "@/tests/database";
import { anOwner } from "@/tests/enterprise-factories";
import { holding, untilWaiting } from "@/tests/waiting";

async function aDesk(stage: Stage) {
  const bankId = await aBank(stage.admin);
  const person = (role: "officer" | "approver") =>
    aPerson(stage, { party: "bank", role, organizationId: bankId });
  const application = await anApplication(stage.admin, bankId, { status: "under_review" });
  return {
    bankId,
    application,
    officer: await person("officer"),
    approver: await person("approver"),
  };
}

const termsFor = (applicationId: string, over: Partial<DraftOfferInput> = {}): DraftOfferInput => ({
  id: randomUUID(),
  applicationId,
  amount: 40_000_000n,
  termMonths: 12,
  repayment: "equal_instalments",
  nominalRate: 365,
  fees: [],
  validUntil: "2026-12-10",
  ...over,
});

const statusOf = async (stage: Stage, id: string) =>
  (await stage.admin.select().from(applications).where(eq(applications.id, id)))[0]?.status;

test("an officer drafts, another person approves, the firm is told only then", () =>
  inRollback(async (stage) => {
    const { application, officer, approver } = await aDesk(stage);
    const drafted = await draftOffer(officer(), termsFor(application.id));
    expect(drafted).toMatchObject({ status: "awaiting_approval" });
    expect(await statusOf(stage, application.id)).toBe("under_review");

    expect(await approveOffer(approver(), { offerId: drafted.id })).toEqual({
      id: drafted.id,
      status: "open",
    });
    expect(await statusOf(stage, application.id)).toBe("offered");
    const [row] = await stage.admin.select().from(offers).where(eq(offers.id, drafted.id));
    expect(row).toMatchObject({
      version: 1,
      annualRate: "0.037117",
      quotedFrom: "2026-11-20",
      validUntil: new Date("2026-12-10T16:00:00Z"),
      approvedBy: approver().actor.userId,
      approvedAt: now,
    });
    expect(row?.totalCost).toBe(row?.totalInterest);
    const told = await stage.admin
      .select()
      .from(events)
      .where(eq(events.subjectId, drafted.id))
      .orderBy(events.id);
    expect(told).toMatchObject([
      { name: "offer.drafted", enterpriseId: null },
      { name: "offer.opened", enterpriseId: application.enterpriseId },
    ]);
  }));

const reckoned = {
  dayCount: "ACT/360",
  grace: { principalMonths: 2 },
  dueDay: 15,
  instalmentMultiple: 100,
  prepayment: { isAllowed: true, feeBasisPoints: 100, freeAfterMonths: 6 },
} as const;

async function reckonedDesk(stage: Stage) {
  const desk = await aDesk(stage);
  const application = await anApplication(stage.admin, desk.bankId, {
    status: "under_review",
    productId: await aProduct(stage.admin, desk.bankId, reckoned),
  });
  return { ...desk, application };
}

test("an offer is reckoned as its product says, and the firm is shown the same money", () =>
  inRollback(async (stage) => {
    const { application, officer, approver } = await reckonedDesk(stage);
    const terms = termsFor(application.id);
    await draftOffer(officer(), terms);
    await approveOffer(approver(), { offerId: terms.id });
    const [row] = await stage.admin.select().from(offers).where(eq(offers.id, terms.id));
    expect(row?.convention).toEqual(reckoned);

    const { rows, totalCost } = priceOffer({ ...terms, convention: reckoned }, "2026-11-20");
    expect(rows[0]).toMatchObject({ dueOn: "2026-12-15", principal: 0n });
    expect(row?.totalCost).toBe(totalCost);
    const hash = createHash("sha256")
      .update(scheduleCanonicalForm(terms.amount, priceOffer(row!, row!.quotedFrom)))
      .digest();
    expect(row?.scheduleHash.equals(hash)).toBe(true);
    const listed = await listBankOffers(officer(), { applicationId: application.id });
    expect(BankOfferView.parse(listed.offers[0]).convention).toEqual(reckoned);

    const firm = await aPerson(stage, {
      party: "sme",
      role: "owner",
      organizationId: application.enterpriseId,
    });
    const seen = await listOwnOffers(firm(), { applicationId: application.id });
    expect(seen.offers[0]).toMatchObject({ convention: reckoned, totalCost, schedule: rows });
  }));

test("what an approved offer is reckoned by is fixed with its other terms", () =>
  inRollback(async (stage) => {
    const { application, officer, approver } = await reckonedDesk(stage);
    const terms = termsFor(application.id);
    await draftOffer(officer(), terms);
    const reckon = () =>
      stage.admin.update(offers).set({ convention: {} }).where(eq(offers.id, terms.id));
    await approveOffer(approver(), { offerId: terms.id });
    await expect(reckon()).rejects.toThrow(
      expect.objectContaining({
        cause: expect.objectContaining({ constraint: "offers_terms_fixed" }),
      }),
    );
  }));

test("four eyes: who drafted does not approve, nor does an officer", () =>
  inRollback(async (stage) => {
    const { application, officer, approver } = await aDesk(stage);
    const drafted = await draftOffer(officer(), termsFor(application.id));
    await expect(approveOffer(officer(), { offerId: drafted.id })).rejects.toThrow(
      "offer.approve_forbidden",
    );
    await expect(draftOffer(approver(), termsFor(application.id))).rejects.toThrow(
      "offer.draft_forbidden",
    );
    await stage.admin
      .update(offers)
      .set({ draftedBy: approver().actor.userId })
      .where(eq(offers.id, drafted.id));
    await expect(approveOffer(approver(), { offerId: drafted.id })).rejects.toThrow(
      "offer.approve_forbidden",
    );
    await expect(
      sendBackOffer(approver(), { offerId: drafted.id, reason: "利率偏高" }),
    ).rejects.toThrow("offer.approve_forbidden");
  }));

test("another bank finds nothing", () =>
  inRollback(async (stage) => {
    const { application, officer } = await aDesk(stage);
    const stranger = await aDesk(stage);
    const { id: offerId } = await draftOffer(officer(), termsFor(application.id));
    await expect(draftOffer(stranger.officer(), termsFor(application.id))).rejects.toThrow(
      "application_not_found",
    );
    for (const trying of [
      approveOffer(stranger.approver(), { offerId }),
      sendBackOffer(stranger.approver(), { offerId, reason: "不同意" }),
      withdrawOffer(stranger.officer(), { offerId }),
    ]) {
      await expect(trying).rejects.toThrow("offer_not_found");
    }
    const listed = await listBankOffers(stranger.officer(), { applicationId: application.id });
    expect(listed.offers).toEqual([]);
  }));

test.each([
  ["amount", { amount: 100_000_001n }, "offer_amount_out_of_range"],
  ["term", { termMonths: 25 }, "offer_term_out_of_range"],
  ["repayment", { repayment: "flat" }, "offer_repayment_not_in_product"],
  ["rate too low", { nominalRate: 319 }, "offer_rate_out_of_range"],
  ["rate too high", { nominalRate: 481 }, "offer_rate_out_of_range"],
  ["validity", { validUntil: "2026-12-21" }, "offer_validity_out_of_range"],
  ["yesterday", { validUntil: "2026-11-19" }, "offer_validity_out_of_range"],
  [
    "a fee nobody published",
    { fees: [{ name: { zh: "服务费", en: "Service" }, timing: "upfront", amount: 1 }] },
    "offer_fee_not_in_product",
  ],
  [
    "a fee above the published one",
    { fees: [{ name: { zh: "手续费", en: "Handling fee" }, timing: "upfront", basisPoints: 31 }] },
    "offer_fee_not_in_product",
  ],
] as const)("terms outside the product are refused: %s", (_case, over, reason) =>
  inRollback(async (stage) => {
    const { application, officer } = await aDesk(stage);
    const terms = termsFor(application.id, structuredClone(over) as Partial<DraftOfferInput>);
    await expect(draftOffer(officer(), terms)).rejects.toThrow(reason);
  }),
);

test("a second press is the same offer; a second offer waits for the first", () =>
  inRollback(async (stage) => {
    const { application, officer } = await aDesk(stage);
    const terms = termsFor(application.id);
    const drafted = await draftOffer(officer(), terms);
    expect(await draftOffer(officer(), terms)).toEqual(drafted);
    await expect(draftOffer(officer(), termsFor(application.id))).rejects.toThrow(
      "offer_already_pending",
    );
  }));

test("sent back, drafted anew, approved; then a newer version replaces the open one", () =>
  inRollback(async (stage) => {
    const { application, officer, approver } = await aDesk(stage);
    const first = await draftOffer(officer(), termsFor(application.id));
    await sendBackOffer(approver(), { offerId: first.id, reason: "利率偏高" });
    const second = await draftOffer(officer(), termsFor(application.id, { nominalRate: 350 }));
    await approveOffer(approver(), { offerId: second.id });
    const third = await draftOffer(officer(), termsFor(application.id, { nominalRate: 340 }));
    await approveOffer(approver(), { offerId: third.id });

    const { offers: listed } = await listBankOffers(officer(), { applicationId: application.id });
    expect(listed.map(({ version, status }) => [version, status])).toEqual([
      [3, "open"],
      [2, "replaced"],
      [1, "withdrawn"],
    ]);
    expect(listed[2]).toMatchObject({ sentBackReason: "利率偏高" });
  }));

test("an open offer taken back gives the decision clock the days it stood", () =>
  inRollback(async (stage) => {
    const { application, officer, approver } = await aDesk(stage);
    const { id: offerId } = await draftOffer(officer(), termsFor(application.id));
    await approveOffer(approver(), { offerId });
    const wednesday = new Date("2026-11-25T02:00:00Z");
    await withdrawOffer(officer(wednesday), { offerId });
    const [row] = await stage.admin
      .select()
      .from(applications)
      .where(eq(applications.id, application.id));
    expect(row).toMatchObject({
      status: "under_review",
      clockStoppedAt: null,
      decideBy: new Date("2026-12-09T16:00:00Z"),
    });
    await expect(withdrawOffer(officer(wednesday), { offerId })).rejects.toThrow("offer_not_open");
  }));

test("an offer past its validity is not approved, an application not under review gets none", () =>
  inRollback(async (stage) => {
    const { application, bankId, officer, approver } = await aDesk(stage);
    const stale = await anOffer(stage.admin, application, { validUntil: now });
    await expect(approveOffer(approver(), { offerId: stale.id })).rejects.toThrow(
      "offer_not_awaiting_approval",
    );
    const accepted = await anApplication(stage.admin, bankId, { status: "accepted" });
    await expect(draftOffer(officer(), termsFor(accepted.id))).rejects.toThrow(
      "application_state_changed",
    );
  }));

test("drafting an offer does not deadlock with the firm that settles its need meanwhile", async () => {
  const stage: Stage = { admin: admin(), as: committed };
  const bankId = await aBank(stage.admin);
  const officer = await aPerson(stage, { party: "bank", role: "officer", organizationId: bankId });
  const { context: owner, enterpriseId } = await anOwner(stage);
  const status = "under_review" as const;
  const application = await anApplication(stage.admin, bankId, { enterpriseId, status });
  const before = await anOffer(stage.admin, application, { status: "draft" });
  // The officer has the application and goes on to the offers; the firm has the need and waits for it.
  const { both } = await holding(
    "select from app.offers where id = $1 for update",
    [before.id],
    async () => {
      const drafting = draftOffer(officer(), termsFor(application.id));
      await untilWaiting(1);
      const givingUp = withdrawNeed(owner(), { needId: application.needId! });
      const settled = Promise.allSettled([drafting, givingUp]);
      await untilWaiting(2);
      return { both: settled };
    },
  );
  expect(await both).toMatchObject([
    { status: "fulfilled", value: { status: "awaiting_approval" } },
    { status: "rejected", reason: { reason: "need_has_live_applications" } },
  ]);
});
