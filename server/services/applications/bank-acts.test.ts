import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import {
  applicationEvents,
  applications,
  consents,
  events,
  informationRequests,
  outcomes,
} from "@/db/schema";
import { acceptApplication } from "@/server/services/applications/accept-application";
import { declineApplication } from "@/server/services/applications/decline-application";
import { getCase } from "@/server/services/applications/get-case";
import { listQueue } from "@/server/services/applications/list-queue";
import { requestInformation } from "@/server/services/applications/request-information";
import { startReview } from "@/server/services/applications/start-review";
import { aBank, anApplication, anEnterprise, aPerson, now } from "@/tests/bank-factories";
import { inRollback, type Stage } from "@/tests/database";

async function aDesk(stage: Stage) {
  const bankId = await aBank(stage.admin);
  const officer = await aPerson(stage, { party: "bank", role: "officer", organizationId: bankId });
  return { bankId, officer };
}
const strangerOf = async (stage: Stage) => (await aDesk(stage)).officer;

test("an officer accepts in time, and it is recorded", () =>
  inRollback(async (stage) => {
    const { bankId, officer } = await aDesk(stage);
    const { id: applicationId } = await anApplication(stage.admin, bankId);

    const accepted = await acceptApplication(officer(), { applicationId });

    expect(accepted).toEqual({ id: applicationId, status: "accepted" });
    const [row] = await stage.admin
      .select()
      .from(applications)
      .where(eq(applications.id, applicationId));
    expect(row).toMatchObject({
      officerId: officer().actor.userId,
      acceptedAt: now,
      decideBy: new Date("2026-12-04T16:00:00Z"),
    });
    const history = await stage.admin
      .select()
      .from(applicationEvents)
      .where(eq(applicationEvents.applicationId, applicationId));
    expect(history).toMatchObject([
      { from: "submitted", to: "accepted", actorParty: "bank", channel: "page", at: now },
    ]);
    const told = await stage.admin.select().from(events).where(eq(events.subjectId, applicationId));
    expect(told).toMatchObject([{ name: "application.accepted", bankId }]);
  }));

test("another bank finds nothing, whatever it tries", () =>
  inRollback(async (stage) => {
    const { bankId } = await aDesk(stage);
    const stranger = await strangerOf(stage);
    const { id: applicationId } = await anApplication(stage.admin, bankId);
    const message = "请补充近三个月流水";
    for (const trying of [
      acceptApplication(stranger(), { applicationId }),
      getCase(stranger(), { applicationId }),
      startReview(stranger(), { applicationId }),
      declineApplication(stranger(), { applicationId, reasons: ["R301"], message }),
      requestInformation(stranger(), { id: randomUUID(), applicationId, kind: "visit", message }),
    ]) {
      await expect(trying).rejects.toThrow("application_not_found");
    }
    expect((await listQueue(stranger(), { tab: "to_accept" })).rows).toEqual([]);
  }));

test("what a firm only prepares does not exist for the bank", () =>
  inRollback(async (stage) => {
    const { bankId, officer } = await aDesk(stage);
    const { id: applicationId } = await anApplication(stage.admin, bankId, {
      status: "prepared",
      submittedAt: null,
    });
    await expect(getCase(officer(), { applicationId })).rejects.toThrow("application_not_found");
  }));

test("an approver may read the case but not accept, decline or ask", () =>
  inRollback(async (stage) => {
    const { bankId } = await aDesk(stage);
    const approver = await aPerson(stage, {
      party: "bank",
      role: "approver",
      organizationId: bankId,
    });
    const { id: applicationId } = await anApplication(stage.admin, bankId);
    const message = "请补充近三个月流水";
    await expect(acceptApplication(approver(), { applicationId })).rejects.toThrow(
      "application.accept_forbidden",
    );
    await expect(
      declineApplication(approver(), { applicationId, reasons: ["R301"], message }),
    ).rejects.toThrow("application.decline_forbidden");
    await expect(
      requestInformation(approver(), { id: randomUUID(), applicationId, kind: "visit", message }),
    ).rejects.toThrow("application.request_information_forbidden");
    expect(await getCase(approver(), { applicationId })).toMatchObject({ status: "submitted" });
  }));

test("an application is accepted once", () =>
  inRollback(async (stage) => {
    const { bankId, officer } = await aDesk(stage);
    const { id: applicationId } = await anApplication(stage.admin, bankId);
    await acceptApplication(officer(), { applicationId });
    await expect(acceptApplication(officer(), { applicationId })).rejects.toThrow(
      "application_state_changed",
    );
  }));

test("the first read begins the review, later ones change nothing", () =>
  inRollback(async (stage) => {
    const { bankId, officer } = await aDesk(stage);
    const { id: applicationId } = await anApplication(stage.admin, bankId, { status: "accepted" });
    expect(await startReview(officer(), { applicationId })).toMatchObject({
      status: "under_review",
    });
    await startReview(officer(), { applicationId });
    const told = await stage.admin.select().from(events).where(eq(events.subjectId, applicationId));
    expect(told.map(({ name }) => name)).toEqual(["application.under_review"]);
  }));

test("asking stops the clock; the same request pressed twice is one", () =>
  inRollback(async (stage) => {
    const { bankId, officer } = await aDesk(stage);
    const { id: applicationId } = await anApplication(stage.admin, bankId, {
      status: "under_review",
    });
    const asked = {
      id: randomUUID(),
      applicationId,
      kind: "document",
      message: "请上传近三个月银行流水",
    } as const;
    expect(await requestInformation(officer(), asked)).toMatchObject({
      status: "information_requested",
    });
    await requestInformation(officer(), asked);
    const view = await getCase(officer(), { applicationId });
    expect(view).toMatchObject({ clockStoppedAt: now });
    expect(view.requests).toMatchObject([
      { status: "open", dueAt: new Date("2026-11-27T16:00:00Z") },
    ]);
    await expect(requestInformation(officer(), { ...asked, id: randomUUID() })).rejects.toThrow(
      "application_state_changed",
    );
  }));

test("a decline says why, ends the consent and what was still open", () =>
  inRollback(async (stage) => {
    const { bankId, officer } = await aDesk(stage);
    const application = await anApplication(stage.admin, bankId, { status: "under_review" });
    const applicationId = application.id;
    await requestInformation(officer(), {
      id: randomUUID(),
      applicationId,
      kind: "visit",
      message: "约个时间上门看看",
    });

    await declineApplication(officer(), {
      applicationId,
      reasons: ["R301", "R302"],
      message: "近一年营业收入下降较多",
    });

    expect(await getCase(officer(), { applicationId })).toMatchObject({
      status: "declined",
      declineReasons: ["R301", "R302"],
      declineMessage: "近一年营业收入下降较多",
      decidedAt: now,
      consent: { status: "relinquished" },
    });
    const [consent] = await stage.admin
      .select()
      .from(consents)
      .where(eq(consents.id, application.consentId!));
    expect(consent).toMatchObject({ status: "relinquished" });
    const [request] = await stage.admin
      .select()
      .from(informationRequests)
      .where(eq(informationRequests.applicationId, applicationId));
    expect(request).toMatchObject({ status: "lapsed" });
    const decided = await stage.admin
      .select()
      .from(outcomes)
      .where(eq(outcomes.applicationId, applicationId));
    expect(decided).toMatchObject([{ kind: "decision", detail: "declined" }]);
    await expect(
      declineApplication(officer(), { applicationId, reasons: ["R301"], message: "再拒一次看看" }),
    ).rejects.toThrow("application_state_changed");
  }));

test("the queue is by urgency, pages by cursor, finds by name and counts every tab", () =>
  inRollback(async (stage) => {
    const { bankId, officer } = await aDesk(stage);
    const enterpriseId = await anEnterprise(stage.admin, "城西百分百%食品厂");
    for (let index = 0; index < 34; index += 1) {
      await anApplication(stage.admin, bankId, {
        acceptBy: new Date(Date.UTC(2026, 10, 24, 0, 0, index % 5)),
      });
    }
    const last = await anApplication(stage.admin, bankId, {
      enterpriseId,
      acceptBy: new Date("2026-11-20T00:00:00Z"),
    });
    const first = await listQueue(officer(), { tab: "to_accept" });
    expect(first.rows[0]?.id).toBe(last.id);
    expect(first.counts).toMatchObject({ to_accept: 35, in_review: 0 });
    const second = await listQueue(officer(), { tab: "to_accept", cursor: first.nextCursor! });
    const ids = [...first.rows, ...second.rows].map(({ id }) => id);
    expect(new Set(ids).size).toBe(35);
    expect(second.nextCursor).toBeNull();

    const found = await listQueue(officer(), { tab: "to_accept", search: "百%食" });
    expect(found.rows.map(({ id }) => id)).toEqual([last.id]);
    await expect(listQueue(officer(), { tab: "to_accept", cursor: "bm90IG91cnM" })).rejects.toThrow(
      "cursor_malformed",
    );
  }));
