import { randomUUID } from "node:crypto";
import { eq, inArray } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import {
  applications,
  matchRuns,
  openNeedTakes,
  productProposals,
  products,
  productVersions,
} from "@/db/schema";
import { aPrincipal, contextOf, type Person } from "@/tests/access/people";
import { aColleague, race, reasons, rounds, timesTold, won } from "@/tests/access/race";
import { makeSide, type Side } from "@/tests/access/world";
import { aBank, aProduct, aProposal, productContent } from "@/tests/bank-factories";
import { admin } from "@/tests/database";
import { aNeed } from "@/tests/enterprise-factories";
import { createCaller } from "@/server/trpc/root";

const tx = admin();
const some = rounds.slice(0, 10);
let side: Side;
let owner: Person;
let partner: Person;
let officer: Person;
let administrator: Person;
let approver: Person;
let second: Person;
beforeAll(async () => {
  side = await makeSide("the party");
  owner = await aColleague(side, { party: "sme", role: "owner" });
  partner = await aColleague(side, { party: "sme", role: "owner" });
  officer = await aColleague(side, { party: "bank", role: "officer" });
  administrator = await aColleague(side, { party: "bank", role: "admin" });
  approver = await aColleague(side, { party: "bank", role: "approver" });
  second = await aColleague(side, { party: "bank", role: "approver" });
});

const proposalRow = async (id: string) =>
  (await tx.select().from(productProposals).where(eq(productProposals.id, id)))[0]!;
const versionsOf = (productId: string) =>
  tx.$count(productVersions, eq(productVersions.productId, productId));
const applicationRow = async (id: string) =>
  (await tx.select().from(applications).where(eq(applications.id, id)))[0];
const as = async (person: Person) => createCaller(await contextOf(person));

describe("a version in the making at the same moment", () => {
  test.each(some)("is saved and taken over: one of the two", async () => {
    const proposalId = await aProposal(tx, side.bankId, {
      status: "draft",
      writtenBy: officer.userId,
    });
    const { content } = await proposalRow(proposalId);
    const saved = { ...content, promisedWorkingDays: 9 };
    const got = await race([
      [officer, (api) => api.productProposals.save({ proposalId, revision: 1, content: saved })],
      [administrator, (api) => api.productProposals.takeOver({ proposalId, revision: 1 })],
    ]);
    expect([won(got), reasons(got).length]).toEqual([1, 1]);
    const row = await proposalRow(proposalId);
    expect(row.revision).toBe(2);
    expect([row.writtenBy, row.formerWriters, row.content.promisedWorkingDays]).toEqual(
      got[0]!.won ? [officer.userId, [], 9] : [administrator.userId, [officer.userId], 5],
    );
  });

  test.each(some)("is approved twice and sent back: one of the three", async () => {
    const proposalId = await aProposal(tx, side.bankId, { writtenBy: officer.userId });
    const asked = { proposalId, revision: 1 };
    const got = await race([
      [approver, (api) => api.productProposals.approve(asked)],
      [second, (api) => api.productProposals.approve(asked)],
      [approver, (api) => api.productProposals.sendBack({ ...asked, reason: "once more" })],
    ]);
    expect(won(got)).toBe(1);
    expect(new Set(reasons(got))).toEqual(new Set(["proposal_not_waiting"]));
    const { status, productId } = await proposalRow(proposalId);
    expect(status).toBe(got[2]!.won ? "draft" : "published");
    expect(await versionsOf(productId)).toBe(got[2]!.won ? 1 : 2);
    expect(await timesTold("proposal.published", proposalId)).toBe(got[2]!.won ? 0 : 1);
  });

  test.each(some)("two of two colleagues for one product: one is written", async () => {
    const productId = await aProduct(tx, side.bankId);
    const begin = () => ({ id: randomUUID(), productId });
    const got = await race([
      [officer, (api) => api.productProposals.create(begin())],
      [administrator, (api) => api.productProposals.create(begin())],
    ]);
    expect([won(got), reasons(got)]).toEqual([1, ["proposal_open"]]);
    expect(await tx.$count(productProposals, eq(productProposals.productId, productId))).toBe(1);
  });
});

describe("a product that goes off the shelf at the same moment", () => {
  test.each(rounds)(
    "as it is picked: whoever has it prepared is told, or cannot pick it",
    async () => {
      const productId = await aProduct(tx, side.bankId);
      const { id: needId } = await aNeed(tx, side.enterpriseId);
      const id = randomUUID();
      const [picked, withdrawn] = await race([
        [owner, (api) => api.enterpriseApplications.prepare({ id, needId, productId })],
        [officer, (api) => api.bankProducts.withdraw({ productId })],
      ]);
      expect(withdrawn!.won).toBe(true);
      const isPicked = picked!.won;
      expect((await applicationRow(id))?.status).toBe(isPicked ? "prepared" : undefined);
      expect(reasons([picked!])).toEqual(isPicked ? [] : ["product_not_on_offer"]);
      expect(await timesTold("application.product_withdrawn", id)).toBe(isPicked ? 1 : 0);
    },
  );

  test.each(some)(
    "as needs are matched, while another comes in a new version: each run replays",
    async () => {
      const [gone, changed] = [await aProduct(tx, side.bankId), await aProduct(tx, side.bankId)];
      const [product] = await tx.select().from(products).where(eq(products.id, changed));
      const proposalId = await aProposal(tx, side.bankId, {
        productId: changed,
        writtenBy: officer.userId,
        content: { ...productContent, code: product!.code, spreadMin: 90, spreadMax: 90 },
      });
      const asked = await Promise.all([1, 2, 3].map(() => aNeed(tx, side.enterpriseId)));
      const got = await race([
        ...asked.map(({ id: needId }, nth): Parameters<typeof race>[0][number] => [
          [owner, partner][nth % 2]!,
          (api) => api.matches.run({ needId }),
        ]),
        [officer, (api) => api.bankProducts.withdraw({ productId: gone })],
        [approver, (api) => api.productProposals.approve({ proposalId, revision: 1 })],
      ]);
      expect(reasons(got)).toEqual([]);
      const runs = await tx
        .select()
        .from(matchRuns)
        .where(
          inArray(
            matchRuns.needId,
            asked.map(({ id }) => id),
          ),
        );
      expect(runs).toHaveLength(3);
      const api = await as(owner);
      for (const { id: runId, products: judged } of runs) {
        expect(await api.matches.replay({ runId })).toMatchObject({ outcome: "same" });
        expect(judged.filter(({ id }) => id === changed)).toHaveLength(1);
      }
      // The next look is at the shelf as it is.
      const needId = asked[0]!.id;
      const { compared } = await api.matches.list({ needId, compare: [gone, changed] });
      expect(compared).toMatchObject([{ id: changed, version: 2 }]);
    },
  );
});

async function aDesk() {
  const bankId = await aBank(tx);
  const officerOf = () => aPrincipal({ party: "bank", role: "officer" }, bankId, "an officer");
  return {
    people: [await officerOf(), await officerOf()],
    productId: await aProduct(tx, bankId),
  };
}
type Desk = Awaited<ReturnType<typeof aDesk>>;
async function anOpening() {
  const { id: needId } = await aNeed(tx, side.enterpriseId);
  const id = randomUUID();
  await (await as(owner)).openNeeds.open({ id, needId, workingDays: 3 });
  return { needId, openNeedId: id };
}

const takenBy = (
  openNeedId: string,
  { people, productId }: Desk,
  nth = 0,
): Parameters<typeof race>[0][number] => [
  people[nth]!,
  (api) => api.openNeeds.take({ id: randomUUID(), openNeedId, productId }),
];
const placesOf = async (openNeedId: string) =>
  (await tx.select().from(openNeedTakes).where(eq(openNeedTakes.openNeedId, openNeedId)))
    .map(({ place }) => place)
    .toSorted((a, b) => a - b);

describe("an open need at the same moment", () => {
  let desks: Desk[];
  beforeAll(async () => {
    desks = await Promise.all([1, 2, 3, 4, 5].map(aDesk));
  });
  test.each(some)("five banks take it up: three are in", async () => {
    const { openNeedId } = await anOpening();
    const got = await race(desks.map((desk) => takenBy(openNeedId, desk)));
    expect([won(got), reasons(got)]).toEqual([3, ["open_need_full", "open_need_full"]]);
    expect(await placesOf(openNeedId)).toEqual([1, 2, 3]);
  });

  test.each(some)("two officers of one bank: one is in", async () => {
    const { openNeedId } = await anOpening();
    const got = await race([takenBy(openNeedId, desks[0]!, 0), takenBy(openNeedId, desks[0]!, 1)]);
    expect([won(got), reasons(got)]).toEqual([1, ["open_need_taken"]]);
  });

  test.each(some)("it is closed and taken up: a bank is in, or is told", async () => {
    const { openNeedId } = await anOpening();
    const [taken, closed] = await race([
      takenBy(openNeedId, desks[0]!),
      [owner, (api) => api.openNeeds.close({ openNeedId })],
    ]);
    expect(closed!.won).toBe(true);
    expect(taken!.won ? null : taken!.reason).toBe(taken!.won ? null : "open_need_closed");
    expect(await placesOf(openNeedId)).toEqual(taken!.won ? [1] : []);
  });

  test.each(rounds)("a taker is accepted and declined: one answer stands", async () => {
    const { openNeedId } = await anOpening();
    const [take] = await race([takenBy(openNeedId, desks[0]!)]);
    const { takeId } = (take as { value: { takeId: string } }).value;
    const applicationId = randomUUID();
    const [accepted, declined] = await race([
      [owner, (api) => api.openNeeds.accept({ takeId, applicationId })],
      [partner, (api) => api.openNeeds.decline({ takeId })],
    ]);
    expect(accepted!.won).not.toBe(declined!.won);
    const [row] = await tx.select().from(openNeedTakes).where(eq(openNeedTakes.id, takeId));
    expect([row!.status, row!.applicationId]).toEqual(
      accepted!.won ? ["accepted", applicationId] : ["declined", null],
    );
    expect((await applicationRow(applicationId))?.status).toBe(
      accepted!.won ? "prepared" : undefined,
    );
  });
});
