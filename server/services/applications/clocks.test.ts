import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { applicationEvents, applications, events, informationRequests, offers } from "@/db/schema";
import { closeUnrenewed, loseExpiredConsents } from "@/server/services/applications/lose-consents";
import { lapseInformationRequests } from "@/server/services/applications/lapse-information-requests";
import { timeOutApplications } from "@/server/services/applications/time-out-applications";
import type { SystemContext } from "@/server/services/context";
import { expireOffers } from "@/server/services/offers/expire-offers";
import { aBank, anApplication, anOffer } from "@/tests/bank-factories";
import { inRollback, type Stage } from "@/tests/database";

const deadline = new Date("2026-11-23T16:00:00Z");
const before = new Date(deadline.getTime() - 1);

const worker = (stage: Stage, at: Date): SystemContext => ({
  db: stage.as("worker", ""),
  actor: null,
  now: at,
  channel: "clock",
  requestId: "clock",
});

const statusOf = async (stage: Stage, id: string) =>
  (await stage.admin.select().from(applications).where(eq(applications.id, id)))[0]?.status;

test("what was not accepted or decided in time is closed at the deadline, not before", () =>
  inRollback(async (stage) => {
    const bankId = await aBank(stage.admin);
    const submitted = await anApplication(stage.admin, bankId, { acceptBy: deadline });
    const review = await anApplication(stage.admin, bankId, {
      status: "under_review",
      decideBy: deadline,
    });
    const pending = await anOffer(stage.admin, review, { status: "awaiting_approval" });
    const stopped = await anApplication(stage.admin, bankId, {
      status: "under_review",
      decideBy: deadline,
      clockStoppedAt: before,
    });

    expect(await timeOutApplications(worker(stage, before))).toBe(0);
    expect(await timeOutApplications(worker(stage, deadline))).toBe(2);
    expect(await timeOutApplications(worker(stage, deadline))).toBe(0);

    expect(await statusOf(stage, submitted.id)).toBe("timed_out");
    expect(await statusOf(stage, review.id)).toBe("timed_out");
    expect(await statusOf(stage, stopped.id)).toBe("under_review");
    const history = await stage.admin
      .select()
      .from(applicationEvents)
      .where(eq(applicationEvents.applicationId, review.id));
    expect(history).toMatchObject([
      { to: "timed_out", actorParty: "system", channel: "clock", reason: "not_decided_in_time" },
    ]);
    const told = await stage.admin.select().from(events).where(eq(events.subjectId, review.id));
    expect(told).toMatchObject([{ name: "application.timed_out", bankId, actorId: null }]);
    const [offer] = await stage.admin.select().from(offers).where(eq(offers.id, pending.id));
    expect(offer?.status).toBe("withdrawn");
  }));

test("a request nobody answered lapses with its application", () =>
  inRollback(async (stage) => {
    const bankId = await aBank(stage.admin);
    const { id } = await anApplication(stage.admin, bankId, { status: "information_requested" });
    await stage.admin.insert(informationRequests).values({
      applicationId: id,
      kind: "document",
      message: "请上传近三个月银行流水",
      askedBy: randomUUID(),
      askedAt: before,
      dueAt: deadline,
    });
    expect(await lapseInformationRequests(worker(stage, before))).toBe(0);
    expect(await lapseInformationRequests(worker(stage, deadline))).toBe(1);
    expect(await statusOf(stage, id)).toBe("lapsed");
  }));

test("an offer ends with its last day; one the firm never saw ends quietly", () =>
  inRollback(async (stage) => {
    const bankId = await aBank(stage.admin);
    const offered = await anApplication(stage.admin, bankId, { status: "offered" });
    const open = await anOffer(stage.admin, offered, {
      status: "open",
      approvedBy: randomUUID(),
      approvedAt: before,
      validUntil: deadline,
    });
    const review = await anApplication(stage.admin, bankId, { status: "under_review" });
    const unseen = await anOffer(stage.admin, review, { validUntil: deadline });

    expect(await expireOffers(worker(stage, before))).toBe(0);
    expect(await expireOffers(worker(stage, deadline))).toBe(2);

    expect(await statusOf(stage, offered.id)).toBe("offer_expired");
    expect(await statusOf(stage, review.id)).toBe("under_review");
    const told = async (id: string) =>
      stage.admin.select().from(events).where(eq(events.subjectId, id));
    expect(await told(open.id)).toMatchObject([
      { name: "offer.expired", enterpriseId: offered.enterpriseId },
    ]);
    expect(await told(unseen.id)).toMatchObject([{ name: "offer.withdrawn", enterpriseId: null }]);
  }));

test("an application stops when its consent runs out, at that instant and not before", () =>
  inRollback(async (stage) => {
    const bankId = await aBank(stage.admin);
    const { id, consentId } = await anApplication(stage.admin, bankId, { status: "under_review" });
    const [{ end } = { end: "" }] = (
      await stage.admin.execute<{ end: string }>(
        sql`select upper(valid) as end from app.consents where id = ${consentId}`,
      )
    ).rows;
    const expiry = new Date(end);

    expect(await loseExpiredConsents(worker(stage, new Date(expiry.getTime() - 1)))).toBe(0);
    expect(await loseExpiredConsents(worker(stage, expiry))).toBe(1);
    expect(await statusOf(stage, id)).toBe("consent_lost");
    const told = await stage.admin.select().from(events).where(eq(events.subjectId, id));
    expect(told).toMatchObject([{ name: "application.consent_lost", bankId }]);
  }));

test("five working days later without a new consent it is closed", () =>
  inRollback(async (stage) => {
    const bankId = await aBank(stage.admin);
    // Lost on a Friday: the fifth working day after it is the next Friday.
    const { id } = await anApplication(stage.admin, bankId, {
      status: "consent_lost",
      updatedAt: new Date("2026-11-20T02:00:00Z"),
    });
    const fridayEnds = new Date("2026-11-27T16:00:00Z");

    expect(await closeUnrenewed(worker(stage, new Date(fridayEnds.getTime() - 1)))).toBe(0);
    expect(await closeUnrenewed(worker(stage, fridayEnds))).toBe(1);
    expect(await statusOf(stage, id)).toBe("closed");
  }));
