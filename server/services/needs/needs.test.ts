import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { applications, events, needs } from "@/db/schema";
import { createNeed } from "@/server/services/needs/create-need";
import { getNeed } from "@/server/services/needs/get-need";
import { listNeeds } from "@/server/services/needs/list-needs";
import { withdrawNeed } from "@/server/services/needs/withdraw-need";
import { aBank, anApplication } from "@/tests/bank-factories";
import { inRollback } from "@/tests/database";
import { aNeed, anOwner } from "@/tests/enterprise-factories";

const input = () => ({
  id: randomUUID(),
  amount: 50_000_000n,
  termMonths: 12,
  purpose: "raw_materials" as const,
});

test("a need is stated once, however often it is sent, and it is recorded", () =>
  inRollback(async (stage) => {
    const owner = await anOwner(stage);
    const stated = input();
    const first = await createNeed(owner.context(), stated);
    const second = await createNeed(owner.context(), { ...stated, amount: 1_000_000n });
    expect(second).toEqual(first);
    expect(first).toMatchObject({ status: "draft", amount: 50_000_000n, repayment: null });
    const told = await stage.admin.select().from(events).where(eq(events.subjectId, stated.id));
    expect(told).toMatchObject([{ name: "need.created", enterpriseId: owner.enterpriseId }]);
    expect((await listNeeds(owner.context(), {})).needs).toMatchObject([
      { id: stated.id, eligible: 0, liveApplications: 0, openOffers: 0 },
    ]);
  }));

test("another firm finds nothing, and cannot take the id for its own", () =>
  inRollback(async (stage) => {
    const [owner, stranger] = [await anOwner(stage), await anOwner(stage)];
    const stated = input();
    await createNeed(owner.context(), stated);
    await expect(getNeed(stranger.context(), { needId: stated.id })).rejects.toThrow(
      "need_not_found",
    );
    await expect(withdrawNeed(stranger.context(), { needId: stated.id })).rejects.toThrow(
      "need_not_found",
    );
    await expect(createNeed(stranger.context(), stated)).rejects.toThrow("need_not_found");
  }));

test("a need is withdrawn with what was prepared for it, and only once", () =>
  inRollback(async (stage) => {
    const owner = await anOwner(stage);
    const bankId = await aBank(stage.admin);
    const application = await anApplication(stage.admin, bankId, {
      enterpriseId: owner.enterpriseId,
      status: "prepared",
      submittedAt: null,
      consentId: null,
    });
    const needId = application.needId!;
    expect((await withdrawNeed(owner.context(), { needId })).status).toBe("withdrawn");
    const [row] = await stage.admin
      .select({ status: applications.status })
      .from(applications)
      .where(eq(applications.id, application.id));
    expect(row?.status).toBe("withdrawn");
    await expect(withdrawNeed(owner.context(), { needId })).rejects.toThrow("need_not_open");
    const told = await stage.admin.select().from(events).where(eq(events.subjectId, needId));
    expect(told).toMatchObject([{ name: "need.withdrawn" }]);
  }));

test("a need that a bank has before it is not withdrawn", () =>
  inRollback(async (stage) => {
    const owner = await anOwner(stage);
    const { needId } = await anApplication(stage.admin, await aBank(stage.admin), {
      enterpriseId: owner.enterpriseId,
    });
    await expect(withdrawNeed(owner.context(), { needId: needId! })).rejects.toThrow(
      "need_has_live_applications",
    );
  }));

test("the list goes on where a page ends", () =>
  inRollback(async (stage) => {
    const owner = await anOwner(stage);
    for (let minute = 0; minute < 22; minute += 1)
      await aNeed(stage.admin, owner.enterpriseId, { createdAt: new Date(2026, 1, 1, 0, minute) });
    const first = await listNeeds(owner.context(), {});
    expect(first.needs).toHaveLength(20);
    const rest = await listNeeds(owner.context(), { before: first.nextBefore! });
    expect(rest).toMatchObject({ nextBefore: null });
    const seen = new Set([...first.needs, ...rest.needs].map(({ id }) => id));
    expect(seen.size).toBe(
      await stage.admin.$count(needs, eq(needs.enterpriseId, owner.enterpriseId)),
    );
  }));
