import { and, eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { enterprises, entries, events, matches, needs } from "@/db/schema";
import { listMatches } from "@/server/services/matches/list-matches";
import { runMatching } from "@/server/services/matches/run-matching";
import { aBank } from "@/tests/bank-factories";
import { admin, committed, inRollback, type Stage } from "@/tests/database";
import { aMatchingConsent, aNeed, anOwner, aProductSaying } from "@/tests/enterprise-factories";

/** The gate wants its steps committed one by one. */
const reality = (): Stage => ({ admin: admin(), as: committed });

async function aRegisteredFirm(stage: Stage) {
  const owner = await anOwner(stage);
  await stage.admin
    .update(enterprises)
    .set({
      establishedOn: "2020-01-15",
      industry: "C3311",
      district: "330102",
      registeredCapital: 100_000_000n,
      employees: 8,
    })
    .where(eq(enterprises.id, owner.enterpriseId));
  return { owner, need: await aNeed(stage.admin, owner.enterpriseId, { status: "draft" }) };
}

const wants = (value: number) => ({ fact: "tax_revenue_12m", operator: "gte", value }) as const;

test("without a consent public facts decide what they can; the rest says which item would settle it", () =>
  inRollback(async (stage) => {
    const { owner, need } = await aRegisteredFirm(stage);
    const bankId = await aBank(stage.admin);
    const old = { fact: "established_months", operator: "gte", value: 24 } as const;
    const sure = await aProductSaying(stage.admin, bankId, { eligibility: old });
    const open = await aProductSaying(stage.admin, bankId, { eligibility: wants(1) });
    const far = await aProductSaying(stage.admin, bankId, {
      regions: ["440000"],
      eligibility: old,
    });
    const small = await aProductSaying(stage.admin, bankId, {
      amountMax: 20_000_000,
      eligibility: old,
    });

    const run = await runMatching(owner.context(), { needId: need.id });

    expect(run).toMatchObject({ needId: need.id, eligible: 1, unknown: 1, notEligible: 2 });
    const stored = await stage.admin.select().from(matches).where(eq(matches.needId, need.id));
    expect(new Map(stored.map(({ productId, verdict }) => [productId, verdict]))).toEqual(
      new Map([
        [sure, "eligible"],
        [open, "unknown"],
        [far, "not_eligible"],
        [small, "not_eligible"],
      ]),
    );
    const [now] = await stage.admin.select().from(needs).where(eq(needs.id, need.id));
    expect(now?.status).toBe("matched");
    const told = await stage.admin.select().from(events).where(eq(events.subjectId, need.id));
    expect(told).toMatchObject([{ name: "need.matched", enterpriseId: owner.enterpriseId }]);

    const { matches: shown, consent } = await listMatches(owner.context(), { needId: need.id });
    expect(consent).toBeNull();
    expect(shown.map(({ id }) => id).slice(0, 2)).toEqual([sure, open]);
    expect(shown[1]?.settlingItems).toEqual(["tax_declarations"]);
    expect(shown.find(({ id }) => id === small)).toMatchObject({
      price: null,
      reasons: [{ key: "check.amount.failed" }],
    });
  }));

test("another firm's need and a need that is over are not matched", () =>
  inRollback(async (stage) => {
    const { need } = await aRegisteredFirm(stage);
    const stranger = await anOwner(stage);
    await expect(runMatching(stranger.context(), { needId: need.id })).rejects.toThrow(
      "need_not_found",
    );
    const over = await aNeed(stage.admin, stranger.enterpriseId, { status: "funded" });
    await expect(runMatching(stranger.context(), { needId: over.id })).rejects.toThrow(
      "need_not_open",
    );
  }));

test("under a live consent the indicators are read through the gate, and each look is in the ledger", async () => {
  const stage = reality();
  const { owner, need } = await aRegisteredFirm(stage);
  const bankId = await aBank(stage.admin);
  const consentId = await aMatchingConsent(stage.admin, owner.enterpriseId, [
    { code: "tax_revenue_12m", value: "300000000" },
  ]);
  const enough = await aProductSaying(stage.admin, bankId, { eligibility: wants(300_000_000) });
  const tooMuch = await aProductSaying(stage.admin, bankId, { eligibility: wants(300_000_001) });

  const list = await listMatches(owner.context(), { needId: need.id });

  expect(list).toMatchObject({ withheld: null, consent: { id: consentId } });
  const verdictOf = (id: string) => list.matches.find((match) => match.id === id);
  expect(verdictOf(enough)?.verdict).toBe("eligible");
  expect(verdictOf(tooMuch)).toMatchObject({
    verdict: "not_eligible",
    reasons: [
      {
        key: "condition.gte.failed",
        params: { fact: "tax_revenue_12m", value: { unit: "fen", value: 300_000_000n } },
      },
    ],
    changes: [{ key: "change.raise.now" }],
  });
  const looks = await stage.admin
    .select({ code: entries.code })
    .from(entries)
    .where(and(eq(entries.chain, owner.enterpriseId), eq(entries.consentId, consentId)));
  expect(looks).toContainEqual({ code: "PERMITTED" });
});
