import { randomUUID } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import {
  enterprises,
  events,
  needs,
  openNeeds,
  openNeedTakes,
  products,
  zoneProducts,
  zones,
} from "@/db/schema";
import { OpenNeedInput, OpenNeedView } from "@/domain/needs/open-schema";
import { addDays, shanghaiDay } from "@/domain/shared/calendar";
import { updateNeed } from "@/server/services/needs/update-need";
import { withdrawNeed } from "@/server/services/needs/withdraw-need";
import { aBank, anEnterprise, aPerson, aProduct } from "@/tests/bank-factories";
import { inRollback, type Stage } from "@/tests/database";
import { aNeed, anOwner } from "@/tests/enterprise-factories";
import { withinOneDay } from "@/tests/within-one-day";
import { acceptTake } from "./accept-take";
import { closeNeed } from "./close-need";
import { declineTake } from "./decline-take";
import { listOpenNeeds } from "./list-open-needs";
import { listOwnOpenings } from "./list-own-openings";
import { openNeed } from "./open-need";
import { takeNeed } from "./take-need";

type Traits = Pick<
  typeof enterprises.$inferInsert,
  "district" | "industry" | "size" | "establishedOn"
>;
const traits: Traits = {
  district: "330102",
  industry: "C3311",
  size: "micro",
  establishedOn: "2020-01-15",
};

/** A firm with so many like it, and its need. */
async function aFirmAmong(stage: Stage, alike: number, over: Traits = {}) {
  const owner = await anOwner(stage);
  const like = { ...traits, ...over };
  await stage.admin.update(enterprises).set(like).where(eq(enterprises.id, owner.enterpriseId));
  for (let other = 0; other < alike; other += 1) {
    const id = await anEnterprise(stage.admin);
    await stage.admin.update(enterprises).set(like).where(eq(enterprises.id, id));
  }
  const need = await aNeed(stage.admin, owner.enterpriseId, { status: "matched" });
  return { owner, need };
}

async function aDesk(stage: Stage) {
  const bankId = await aBank(stage.admin);
  const productId = await aProduct(stage.admin, bankId);
  const officer = await aPerson(stage, { party: "bank", role: "officer", organizationId: bankId });
  return { bankId, productId, officer };
}

const opening = (needId: string, over: Partial<OpenNeedInput> = {}): OpenNeedInput => ({
  id: randomUUID(),
  needId,
  workingDays: 3,
  ...over,
});
const taking = (openNeedId: string, productId: string) => ({
  id: randomUUID(),
  openNeedId,
  productId,
});
/** The gate's clock is the real one. */
beforeEach(withinOneDay);
const today = () => new Date();

describe("what a bank is told", () => {
  test("is bands that ten share, with no name, no id and no number of the firm", () =>
    inRollback(async (stage) => {
      const { owner, need } = await aFirmAmong(stage, 9);
      const { officer } = await aDesk(stage);
      await openNeed(owner.context(today()), opening(need.id));
      const [seen] = await listOpenNeeds(officer());
      expect(OpenNeedView.safeParse(seen).error).toBeUndefined();
      expect(seen?.bands).toEqual({
        amount: "0-50",
        term: "7-12",
        purpose: need.purpose,
        district: "330102",
        section: "C",
        size: "micro",
        age: "5-10",
      });
      const [firm] = await stage.admin
        .select()
        .from(enterprises)
        .where(eq(enterprises.id, owner.enterpriseId));
      for (const secret of [
        need.id,
        firm!.id,
        firm!.uscc,
        firm!.name,
        owner.context().actor.userId,
      ])
        expect(JSON.stringify(seen)).not.toContain(secret);
    }));

  test("gets coarser until ten firms share it", () =>
    inRollback(async (stage) => {
      // Nobody else stands in its district, nor in theirs; of its trade, size and age there are ten.
      const { owner, need } = await aFirmAmong(stage, 0, { district: "330182" });
      for (let nth = 0; nth < 9; nth += 1) await aFirmAmong(stage, 0, { district: `33019${nth}` });
      expect((await listOwnOpenings(owner.context(), { needId: need.id })).preview).toEqual({
        amount: "0-50",
        term: "7-12",
        purpose: need.purpose,
        section: "C",
        size: "micro",
        age: "5-10",
      });
    }));

  test("is nothing of a firm that stands alone", () =>
    inRollback(async (stage) => {
      const { owner, need } = await aFirmAmong(stage, 0, { size: "large" });
      await stage.admin
        .update(enterprises)
        .set({ size: null })
        .where(eq(enterprises.size, "large"));
      await stage.admin
        .update(enterprises)
        .set({ size: "large" })
        .where(eq(enterprises.id, owner.enterpriseId));
      expect((await listOwnOpenings(owner.context(), { needId: need.id })).preview).toEqual({
        amount: "0-50",
        term: "7-12",
        purpose: need.purpose,
      });
    }));

  test("stays what the firm saw when it opened, and is not there for a bank without a product for the zone", () =>
    inRollback(async (stage) => {
      const { owner, need } = await aFirmAmong(stage, 9);
      const [inside, outside] = [await aDesk(stage), await aDesk(stage)];
      await stage.admin
        .update(zones)
        .set({ isPublished: true })
        .where(eq(zones.code, "first-loan"));
      await stage.admin
        .insert(zoneProducts)
        .values({ zoneCode: "first-loan", productId: inside.productId, position: 1 });
      const input = opening(need.id, { zone: "first-loan" });
      await openNeed(owner.context(today()), input);
      await stage.admin
        .update(enterprises)
        .set({ district: "330110" })
        .where(eq(enterprises.id, owner.enterpriseId));

      expect(await listOpenNeeds(inside.officer())).toMatchObject([
        { id: input.id, zone: "first-loan", bands: { district: "330102" }, takers: 0, mine: null },
      ]);
      expect(await listOpenNeeds(outside.officer())).toEqual([]);
      await expect(
        takeNeed(outside.officer(), taking(input.id, outside.productId)),
      ).rejects.toThrow("open_need_not_found");
    }));
});

test("three banks take a need up and a fourth finds three; one bank takes it once", () =>
  inRollback(async (stage) => {
    const { owner, need } = await aFirmAmong(stage, 9);
    const input = opening(need.id);
    await openNeed(owner.context(today()), input);
    const desks = [await aDesk(stage), await aDesk(stage), await aDesk(stage), await aDesk(stage)];
    const first = taking(input.id, desks[0]!.productId);
    for (const { officer, productId } of desks.slice(0, 3))
      await takeNeed(
        officer(),
        productId === desks[0]!.productId ? first : taking(input.id, productId),
      );
    await takeNeed(desks[0]!.officer(), first);
    await expect(
      takeNeed(desks[0]!.officer(), taking(input.id, desks[0]!.productId)),
    ).rejects.toThrow("open_need_taken");
    await expect(
      takeNeed(desks[3]!.officer(), taking(input.id, desks[3]!.productId)),
    ).rejects.toThrow("open_need_full");

    const { openings } = await listOwnOpenings(owner.context(), { needId: need.id });
    expect(openings).toMatchObject([
      { isOpen: true, takes: [{ place: 1 }, { place: 2 }, { place: 3 }] },
    ]);
    const told = await stage.admin
      .select()
      .from(events)
      .where(and(eq(events.subjectId, need.id), eq(events.name, "need.taken")));
    // Who looks at the firm's events learns of no bank by them, and no bank of the firm.
    expect(told.map(({ bankId }) => bankId)).toEqual([null, null, null]);
  }));

test.each(["ended", "left without a product on offer"])(
  "whoever took a need up is told so again once it has %s",
  (became) =>
    inRollback(async (stage) => {
      const { owner, need } = await aFirmAmong(stage, 9);
      const input = opening(need.id);
      await openNeed(owner.context(today()), input);
      const { officer, productId } = await aDesk(stage);
      const first = taking(input.id, productId);
      await takeNeed(officer(), first);
      if (became === "ended") await closeNeed(owner.context(), { openNeedId: input.id });
      else
        await stage.admin
          .update(products)
          .set({ status: "withdrawn" })
          .where(eq(products.id, productId));

      expect(await takeNeed(officer(), first)).toEqual({ takeId: first.id });
      await expect(takeNeed(officer(), taking(input.id, productId))).rejects.toThrow(
        "open_need_taken",
      );
    }),
);

test("who takes it must be an officer with a product of the bank's own on offer", () =>
  inRollback(async (stage) => {
    const { owner, need } = await aFirmAmong(stage, 9);
    const input = opening(need.id);
    await openNeed(owner.context(today()), input);
    const [desk, other] = [await aDesk(stage), await aDesk(stage)];
    const approver = await aPerson(stage, {
      party: "bank",
      role: "approver",
      organizationId: desk.bankId,
    });
    await expect(takeNeed(approver(), taking(input.id, desk.productId))).rejects.toThrow(
      "open_need.take_forbidden",
    );
    await expect(takeNeed(desk.officer(), taking(input.id, other.productId))).rejects.toThrow(
      "product_not_of_zone",
    );
    await stage.admin
      .update(products)
      .set({ status: "withdrawn" })
      .where(eq(products.id, desk.productId));
    await expect(takeNeed(desk.officer(), taking(input.id, desk.productId))).rejects.toThrow(
      "open_need_not_found",
    );
  }));

const aDay = (days: number) => addDays(shanghaiDay(new Date()), days);

test.each([
  ["from tomorrow", () => ({ validFrom: aDay(1) }), false],
  ["until yesterday", () => ({ validTo: aDay(-1) }), false],
  ["from today", () => ({ validFrom: aDay(0) }), true],
  ["until today", () => ({ validTo: aDay(0) }), true],
])("a product valid %s takes a need up only while it can be applied for", (_when, validity, isOn) =>
  inRollback(async (stage) => {
    const { owner, need } = await aFirmAmong(stage, 9);
    const input = opening(need.id);
    await openNeed(owner.context(today()), input);
    const { bankId, officer, productId } = await aDesk(stage);
    const dated = await aProduct(stage.admin, bankId, validity());
    const take = await takeNeed(officer(), taking(input.id, dated)).then(
      () => "taken",
      (error: Error) => error.message,
    );
    expect(take).toContain(isOn ? "taken" : "product_not_of_zone");

    // Nor does a bank with nothing else see what it could not take up.
    await stage.admin
      .update(products)
      .set({ status: "withdrawn" })
      .where(eq(products.id, productId));
    const seen = await listOpenNeeds(officer());
    expect(seen.map(({ id }) => id)).toEqual(isOn ? [input.id] : []);
  }),
);

test("the firm goes on with one bank and declines another; who it is stays unsaid until it signs", () =>
  inRollback(async (stage) => {
    const { owner, need } = await aFirmAmong(stage, 9);
    const input = opening(need.id);
    await openNeed(owner.context(today()), input);
    const [chosen, left] = [await aDesk(stage), await aDesk(stage)];
    const [mine, theirs] = [taking(input.id, chosen.productId), taking(input.id, left.productId)];
    await takeNeed(chosen.officer(), mine);
    await takeNeed(left.officer(), theirs);

    const applicationId = randomUUID();
    const accepting = { takeId: mine.id, applicationId };
    expect(await acceptTake(owner.context(), accepting)).toEqual({ applicationId });
    await declineTake(owner.context(), { takeId: theirs.id });
    await expect(acceptTake(owner.context(), accepting)).rejects.toThrow("take_answered");
    await expect(declineTake(owner.context(), { takeId: theirs.id })).rejects.toThrow(
      "take_answered",
    );

    const [seen] = await listOpenNeeds(chosen.officer());
    expect(seen?.mine).toMatchObject({ status: "accepted", productId: chosen.productId });
    expect(JSON.stringify(seen)).not.toContain(applicationId);
    expect((await listOpenNeeds(left.officer()))[0]?.mine?.status).toBe("declined");
    const told = await stage.admin
      .select()
      .from(events)
      .where(eq(events.name, "need.answered"))
      .orderBy(events.id);
    expect(told.filter(({ subjectId }) => subjectId === input.id)).toMatchObject([
      { enterpriseId: null, bankId: chosen.bankId },
      { enterpriseId: null, bankId: left.bankId },
    ]);
  }));

test("a stranger opens, sees, closes and answers nothing", () =>
  inRollback(async (stage) => {
    const { owner, need } = await aFirmAmong(stage, 9);
    const stranger = await anOwner(stage);
    const input = opening(need.id);
    await expect(openNeed(stranger.context(today()), input)).rejects.toThrow("need_not_found");
    await openNeed(owner.context(today()), input);
    const desk = await aDesk(stage);
    const take = taking(input.id, desk.productId);
    await takeNeed(desk.officer(), take);
    await expect(listOwnOpenings(stranger.context(), { needId: need.id })).rejects.toThrow(
      "need_not_found",
    );
    await expect(closeNeed(stranger.context(), { openNeedId: input.id })).rejects.toThrow(
      "open_need_not_found",
    );
    await expect(declineTake(stranger.context(), { takeId: take.id })).rejects.toThrow(
      "take_not_found",
    );
    await expect(
      acceptTake(stranger.context(), { takeId: take.id, applicationId: randomUUID() }),
    ).rejects.toThrow("take_not_found");
  }));

describe("an opening ends", () => {
  test("by the firm, and can be opened again", () =>
    inRollback(async (stage) => {
      const { owner, need } = await aFirmAmong(stage, 9);
      const { officer, productId } = await aDesk(stage);
      const input = opening(need.id);
      await openNeed(owner.context(today()), input);
      await openNeed(owner.context(today()), input);
      await expect(openNeed(owner.context(today()), opening(need.id))).rejects.toThrow(
        "open_need_exists",
      );
      await closeNeed(owner.context(), { openNeedId: input.id });
      await expect(closeNeed(owner.context(), { openNeedId: input.id })).rejects.toThrow(
        "open_need_closed",
      );
      expect(await listOpenNeeds(officer())).toEqual([]);
      await expect(takeNeed(officer(), taking(input.id, productId))).rejects.toThrow(
        "open_need_closed",
      );
      await openNeed(owner.context(today()), opening(need.id));
      expect(await listOpenNeeds(officer())).toHaveLength(1);
    }));

  test("by the clock, before anybody says so", () =>
    inRollback(async (stage) => {
      const { owner, need } = await aFirmAmong(stage, 9);
      const { officer, productId } = await aDesk(stage);
      const input = opening(need.id);
      await openNeed(owner.context(today()), input);
      await stage.admin
        .update(openNeeds)
        .set({ closesAt: new Date(Date.now() - 1000) })
        .where(eq(openNeeds.id, input.id));
      expect(await listOpenNeeds(officer())).toEqual([]);
      await expect(takeNeed(officer(), taking(input.id, productId))).rejects.toThrow(
        "open_need_closed",
      );
      await openNeed(owner.context(today()), opening(need.id));
    }));

  test("before what is asked for changes: the banks were told something else", () =>
    inRollback(async (stage) => {
      const { owner, need } = await aFirmAmong(stage, 9);
      const input = opening(need.id);
      await openNeed(owner.context(today()), input);
      const { amount, termMonths, purpose } = need;
      const asked = { needId: need.id, amount: amount * 2n, termMonths, purpose };
      await expect(updateNeed(owner.context(today()), asked)).rejects.toThrow("need_open_to_banks");
      await closeNeed(owner.context(), { openNeedId: input.id });
      expect((await updateNeed(owner.context(today()), asked)).amount).toBe(amount * 2n);
    }));

  test("with its need", () =>
    inRollback(async (stage) => {
      const { owner, need } = await aFirmAmong(stage, 9);
      const input = opening(need.id);
      await openNeed(owner.context(today()), input);
      await withdrawNeed(owner.context(), { needId: need.id });
      const [row] = await stage.admin.select().from(openNeeds).where(eq(openNeeds.id, input.id));
      expect(row?.status).toBe("closed");
      await expect(openNeed(owner.context(today()), opening(need.id))).rejects.toThrow(
        "need_not_open",
      );
    }));
});

test("a need that nobody has matched yet is not opened: no product could be applied for", () =>
  inRollback(async (stage) => {
    const { owner } = await aFirmAmong(stage, 9);
    const need = await aNeed(stage.admin, owner.enterpriseId, { status: "draft" });
    await expect(openNeed(owner.context(today()), opening(need.id))).rejects.toThrow(
      "need_not_open",
    );
  }));

test.each([0, 11, 1.5])("%d working days are refused at their field", (workingDays) => {
  const { error } = OpenNeedInput.safeParse(opening(randomUUID(), { workingDays }));
  expect(error?.issues).toMatchObject([{ path: ["workingDays"], message: "closes_out_of_range" }]);
});

test("neither a bank nor the office reads the tables themselves", () =>
  inRollback(async (stage) => {
    const { owner, need } = await aFirmAmong(stage, 9);
    const { officer, productId } = await aDesk(stage);
    const input = opening(need.id);
    await openNeed(owner.context(today()), input);
    await takeNeed(officer(), taking(input.id, productId));
    const organizationId = randomUUID();
    const role = { party: "credit_office", role: "supervisor", organizationId } as const;
    const supervisor = await aPerson(stage, role);
    for (const { db } of [officer(), supervisor()])
      for (const table of [openNeeds, openNeedTakes])
        await expect(db.transaction((tx) => tx.select().from(table))).rejects.toMatchObject({
          cause: { code: "42501" },
        });
    expect(await officer().db.transaction((tx) => tx.select().from(needs))).toEqual([]);
  }));
