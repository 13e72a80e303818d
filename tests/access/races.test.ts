import { randomUUID } from "node:crypto";
import { and, eq, inArray } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { consents, contracts, informationRequests, needs, offers, outcomes } from "@/db/schema";
import type { SystemContext } from "@/server/services/context";
import { expireOffers } from "@/server/services/offers/expire-offers";
import type { Person } from "@/tests/access/people";
import {
  aColleague,
  apply,
  offerOn,
  race,
  reasons,
  rounds,
  statusOf,
  timesMoved,
  timesTold,
  won,
} from "@/tests/access/race";
import { dayIn, inDays, makeSide, type Side } from "@/tests/access/world";
import { anOffer, aProduct } from "@/tests/bank-factories";
import { admin, committed } from "@/tests/database";
import { byCode } from "@/tests/signing";

const tx = admin();
let side: Side;
let elsewhere: Side;
let owner: Person;
let partner: Person;
let officer: Person;
let colleague: Person;
let approver: Person;
beforeAll(async () => {
  side = await makeSide("the party");
  elsewhere = await makeSide("another bank");
  owner = await aColleague(side, { party: "sme", role: "owner" });
  partner = await aColleague(side, { party: "sme", role: "owner" });
  officer = await aColleague(side, { party: "bank", role: "officer" });
  colleague = await aColleague(side, { party: "bank", role: "officer" });
  approver = await aColleague(side, { party: "bank", role: "approver" });
});
const offered = (application: Awaited<ReturnType<typeof apply>>, over = {}) =>
  offerOn(application, { draftedBy: officer.userId, approvedBy: approver.userId, ...over });

const terms = (applicationId: string) => ({
  id: randomUUID(),
  applicationId,
  amount: 50_000_000n,
  termMonths: 12,
  repayment: "equal_instalments" as const,
  nominalRate: 360,
  fees: [],
  validUntil: dayIn(7),
});

describe("the bank's people at the same moment", () => {
  test.each(rounds)("two take one application up: one does", async () => {
    const { id: applicationId } = await apply(side, { status: "submitted" });
    const got = await race([
      [officer, (api) => api.bankApplications.accept({ applicationId })],
      [colleague, (api) => api.bankApplications.accept({ applicationId })],
    ]);
    expect([won(got), reasons(got)]).toEqual([1, ["application_state_changed"]]);
    expect(await statusOf(applicationId)).toBe("accepted");
    expect(await timesMoved(applicationId, "accepted")).toBe(1);
    expect(await timesTold("application.accepted", applicationId)).toBe(1);
  });

  test.each(rounds)(
    "one declines what another takes up, or asks about: it is one of them",
    async (round) => {
      const { id: applicationId } = await apply(side, {
        status: round % 2 ? "submitted" : "under_review",
      });
      const declined = { applicationId, reasons: ["R101"] as never, message: "not for us" };
      const asked = {
        id: randomUUID(),
        applicationId,
        kind: "visit" as const,
        message: "may we come",
      };
      const got = await race([
        [officer, (api) => api.bankApplications.decline(declined)],
        [
          colleague,
          (api) =>
            round % 2
              ? api.bankApplications.accept({ applicationId })
              : api.bankApplications.requestInformation(asked),
        ],
      ]);
      expect(got[0]!.won).toBe(true);
      expect(await statusOf(applicationId)).toBe("declined");
      expect(
        await tx.$count(
          outcomes,
          and(eq(outcomes.applicationId, applicationId), eq(outcomes.kind, "decision")),
        ),
      ).toBe(1);
      expect(
        await tx.$count(
          informationRequests,
          and(
            eq(informationRequests.applicationId, applicationId),
            eq(informationRequests.status, "open"),
          ),
        ),
      ).toBe(0);
    },
  );

  test.each(rounds)("two offers are drafted: one is; the same twice is one", async () => {
    const { id } = await apply(side, { status: "under_review" });
    const got = await race([
      [officer, (api) => api.bankOffers.draft(terms(id))],
      [officer, (api) => api.bankOffers.draft(terms(id))],
    ]);
    expect([won(got), reasons(got)]).toEqual([1, ["offer_already_pending"]]);
    expect(await tx.$count(offers, eq(offers.applicationId, id))).toBe(1);

    const { id: other } = await apply(side, { status: "under_review" });
    const same = terms(other);
    const twice = await race([
      [officer, (api) => api.bankOffers.draft(same)],
      [officer, (api) => api.bankOffers.draft(same)],
    ]);
    expect(won(twice)).toBe(2);
    expect(await tx.$count(offers, eq(offers.applicationId, other))).toBe(1);
    expect(await timesTold("offer.drafted", same.id)).toBe(1);
  });

  test.each(rounds)("an offer is approved and withdrawn: it ends withdrawn", async () => {
    const application = await apply(side, { status: "under_review" });
    const { id: offerId } = await anOffer(tx, application, {
      draftedBy: officer.userId,
      validUntil: inDays(9),
    });
    const [approved, withdrawn] = await race([
      [approver, (api) => api.bankOffers.approve({ offerId })],
      [officer, (api) => api.bankOffers.withdraw({ offerId })],
    ]);
    expect(withdrawn!.won).toBe(true);
    expect(["offer_not_awaiting_approval", null]).toContain(
      approved!.won ? null : approved!.reason,
    );
    const [offer] = await tx.select().from(offers).where(eq(offers.id, offerId));
    expect(offer!.status).toBe("withdrawn");
    expect(await statusOf(application.id)).toBe("under_review");
    expect(await timesTold("offer.opened", offerId)).toBe(approved!.won ? 1 : 0);
  });
});

describe("an offer at the same moment", () => {
  test.each(rounds)("two of one need are accepted: one is, once signed", async () => {
    const one = await apply(side, { status: "offered" });
    const two = await apply(side, { status: "offered", needId: one.needId }, elsewhere);
    const prepared = await apply(side, {
      needId: one.needId,
      productId: await aProduct(tx, side.bankId),
      status: "prepared",
      submittedAt: null,
      consentId: null,
    });
    const ids = [(await offered(one)).id, (await offered(two)).id];
    const people = [owner, partner];
    const got = await race(
      ids.map((offerId, index) => [
        people[index]!,
        (api, code) => api.enterpriseOffers.accept({ offerId, proof: byCode(code) }),
      ]),
    );
    expect([won(got), reasons(got).length]).toEqual([1, 1]);
    expect(reasons(got)[0]).toMatch(/^(need_already_has_accepted_offer|offer_not_open)$/);
    const rows = await tx.select().from(offers).where(inArray(offers.id, ids));
    expect(rows.map(({ status }) => status).toSorted()).toEqual(["accepted", "not_selected"]);
    const moved = await Promise.all([one, two, prepared].map(({ id }) => statusOf(id)));
    expect(moved.slice(0, 2).toSorted()).toEqual(["accepted_by_enterprise", "not_selected"]);
    expect(moved[2]).toMatch(/^(not_selected|withdrawn)$/);
    expect(await tx.$count(contracts, inArray(contracts.applicationId, [one.id, two.id]))).toBe(1);
    const [need] = await tx.select().from(needs).where(eq(needs.id, one.needId!));
    expect(need!.status).toBe("offer_selected");
    const bound = await tx
      .select({ status: consents.status })
      .from(consents)
      .where(inArray(consents.id, [one.consentId!, two.consentId!]));
    expect(bound.map(({ status }) => status).toSorted()).toEqual(["active", "revoked"]);
  });

  test.each(rounds)("it is accepted as it expires: one of them", async () => {
    const application = await apply(side, { status: "offered" });
    const validUntil = inDays(2);
    const { id: offerId } = await offered(application, { validUntil });
    const worker: SystemContext = {
      db: committed("worker", ""),
      actor: null,
      now: new Date(validUntil.getTime() + 1),
      channel: "clock",
      requestId: randomUUID(),
    };
    const [[accepted]] = await Promise.all([
      race([[owner, (api, code) => api.enterpriseOffers.accept({ offerId, proof: byCode(code) })]]),
      expireOffers(worker),
    ]);
    await expireOffers(worker);
    const [offer] = await tx.select().from(offers).where(eq(offers.id, offerId));
    expect(offer!.status).toBe(accepted!.won ? "accepted" : "expired");
    expect(await statusOf(application.id)).toBe(
      accepted!.won ? "accepted_by_enterprise" : "offer_expired",
    );
    expect(["offer_not_open", null]).toContain(accepted!.won ? null : accepted!.reason);
    expect(await tx.$count(contracts, eq(contracts.offerId, offerId))).toBe(accepted!.won ? 1 : 0);
  });

  test.each(rounds)("it is accepted, refused and withdrawn: one of them", async () => {
    const application = await apply(side, { status: "offered" });
    const { id: offerId } = await offered(application);
    const got = await race([
      [owner, (api, code) => api.enterpriseOffers.accept({ offerId, proof: byCode(code) })],
      [partner, (api) => api.enterpriseOffers.refuse({ offerId })],
      [officer, (api) => api.bankOffers.withdraw({ offerId })],
    ]);
    expect(won(got)).toBe(1);
    expect(await tx.$count(contracts, eq(contracts.offerId, offerId))).toBe(got[0]!.won ? 1 : 0);
  });
});
