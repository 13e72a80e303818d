import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { applications, events, matches, needs, openNeeds } from "@/db/schema";
import { createNeed } from "@/server/services/needs/create-need";
import { getNeed } from "@/server/services/needs/get-need";
import { listNeeds } from "@/server/services/needs/list-needs";
import { updateNeed } from "@/server/services/needs/update-need";
import { withdrawNeed } from "@/server/services/needs/withdraw-need";
import { aBank, anApplication, aProduct } from "@/tests/bank-factories";
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

test("a need is said anew: verdicts go, what is left out is taken away, and it is recorded", () =>
  inRollback(async (stage) => {
    const owner = await anOwner(stage);
    const need = await aNeed(stage.admin, owner.enterpriseId, {
      repayment: "bullet",
      guarantee: "none",
      purposeText: "before",
    });
    const productId = await aProduct(stage.admin, await aBank(stage.admin));
    const { enterpriseId } = owner;
    await stage.admin.insert(matches).values({
      needId: need.id,
      productId,
      productVersion: 1,
      enterpriseId,
      verdict: "eligible",
      rank: 1,
      at: new Date(),
    });
    const said = { amount: 80_000_000n, termMonths: 24, purpose: "equipment" } as const;
    const view = await updateNeed(owner.context(), { needId: need.id, ...said });
    const now = { ...said, status: "draft", repayment: null, guarantee: null, purposeText: null };
    expect(view).toMatchObject(now);
    expect(await getNeed(owner.context(), { needId: need.id })).toMatchObject(now);
    expect(await stage.admin.$count(matches, eq(matches.needId, need.id))).toBe(0);
    const told = await stage.admin.select().from(events).where(eq(events.subjectId, need.id));
    expect(told).toMatchObject([{ name: "need.updated", enterpriseId }]);
    const stranger = await anOwner(stage);
    await expect(updateNeed(stranger.context(), { needId: need.id, ...said })).rejects.toThrow(
      "need_not_found",
    );
  }));

test.each([["prepared"], ["submitted"], ["offered"]] as const)(
  "a need with an application that is %s stays as it was said",
  (status) =>
    inRollback(async (stage) => {
      const owner = await anOwner(stage);
      const { needId } = await anApplication(stage.admin, await aBank(stage.admin), {
        enterpriseId: owner.enterpriseId,
        status,
      });
      const said = { amount: 80_000_000n, termMonths: 24, purpose: "equipment" } as const;
      await expect(updateNeed(owner.context(), { needId: needId!, ...said })).rejects.toThrow(
        "need_has_live_applications",
      );
    }),
);

test("a need that is open to banks, or over, stays as it was said", () =>
  inRollback(async (stage) => {
    const owner = await anOwner(stage);
    const { enterpriseId } = owner;
    const said = { amount: 80_000_000n, termMonths: 24, purpose: "equipment" } as const;
    const opened = await aNeed(stage.admin, enterpriseId);
    await stage.admin.insert(openNeeds).values({
      needId: opened.id,
      enterpriseId,
      bands: {},
      openedBy: randomUUID(),
      openedAt: new Date(),
      closesAt: new Date("2099-01-01"),
    });
    await expect(updateNeed(owner.context(), { needId: opened.id, ...said })).rejects.toThrow(
      "need_open_to_banks",
    );
    const over = await aNeed(stage.admin, enterpriseId, { status: "funded" });
    await expect(updateNeed(owner.context(), { needId: over.id, ...said })).rejects.toThrow(
      "need_not_open",
    );
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
