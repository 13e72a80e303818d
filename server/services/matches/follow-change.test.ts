import { beforeAll, expect, test } from "vitest";
import type { MatchView } from "@/domain/matching/views";
import type { SystemContext } from "@/server/services/context";
import { importRegistry } from "@/server/services/imports/import-registry";
import { listMatches } from "@/server/services/matches/list-matches";
import { fetchSource } from "@/server/services/sources/fetch-source";
import { getRefresh } from "@/server/services/sources/get-refresh";
import { refreshFacts } from "@/server/services/sources/refresh-facts";
import { aBank } from "@/tests/bank-factories";
import { item, makeConsent } from "@/tests/consents";
import { admin, committed, poolOf } from "@/tests/database";
import { aNeed, anOwner, aProductSaying } from "@/tests/enterprise-factories";
import { makeEnterprise, signIn } from "@/tests/parties";
import { startSandbox } from "@/tests/sandbox";

const sandbox = await startSandbox(20);
const [adminPool, sme] = [poolOf("admin"), poolOf("sme")];
const stage = { admin: admin(), as: committed };
const worker = (): SystemContext => ({
  db: committed("worker", ""),
  actor: null,
  now: new Date(),
  channel: "clock",
  requestId: "test",
});
const scope = "tax_declarations:indicator";
const window = { from: "2024-11-01", to: "2026-10-31" };

let firm: { id: string; uscc: string; name: string };
let owner: Awaited<ReturnType<typeof anOwner>>;
let consentId: string;
let needId: string;
let productId: string;

beforeAll(async () => {
  await importRegistry(worker());
  const { rows } = await adminPool.query<typeof firm>(
    `select id, uscc, name from app.enterprises
     where status = 'operating' and established_on < '2022-01-01' order by uscc limit 1`,
  );
  firm = rows[0]!;
  owner = await anOwner(stage, firm.id);
  needId = (await aNeed(stage.admin, firm.id, { status: "draft" })).id;
  productId = await aProductSaying(stage.admin, await aBank(stage.admin), {
    eligibility: { all: [{ fact: "tax_arrears", operator: "lte", value: 0 }] },
  });
  const signer = await signIn(adminPool, "sme", "owner", { enterpriseId: firm.id });
  const items = [item(scope, window)];
  const change = { maxFetches: 4 };
  const consent = await makeConsent(sme, { enterprise: { ...firm, ...signer }, items, change });
  consentId = consent.id;
});

/** What the agency says of September from now on, everything else as it is. */
const agencySays = (patch: object | null) =>
  sandbox.setOverlay(firm.uscc, "tax_declarations", "2026-09", patch);

async function answers() {
  const { rows } = await adminPool.query<{ id: string }>(
    "select id from vault.fetches where consent_id = $1 and status = 'queued'",
    [consentId],
  );
  for (const { id } of rows) await fetchSource(worker(), { fetchId: id }, 1);
  return rows.length;
}

async function refetched() {
  expect(await refreshFacts(owner.context(new Date()), { consentId })).toEqual({ queued: 1 });
  expect(await answers()).toBe(1);
}

async function judged(): Promise<MatchView> {
  const { matches, withheld } = await listMatches(owner.context(new Date()), { needId, take: 100 });
  expect(withheld).toBeNull();
  return matches.find(({ id }) => id === productId)!;
}

test("a firm that a rule refuses does what would change it, has its facts fetched again, and fits", async () => {
  await agencySays({ arrears: "500.00" });
  await refetched();
  const refused = await judged();
  expect(refused).toMatchObject({
    verdict: "not_eligible",
    reasons: [{ key: "condition.lte.failed", params: { fact: "tax_arrears" } }],
    changes: [
      {
        key: "change.lower.now",
        params: { from: { unit: "fen", value: 50_000n }, to: { unit: "fen", value: 0n } },
      },
    ],
  });
  expect(refused.checklist.at(-1)).toMatchObject({
    outcome: "failed",
    asOf: "2026-10",
    isDisputed: false,
    change: { key: "change.lower.now" },
  });

  // Paid at the tax office: nothing changes here until it is asked again.
  await agencySays({ arrears: "0.00" });
  expect((await judged()).verdict).toBe("not_eligible");
  await refetched();
  expect(await judged()).toMatchObject({ verdict: "eligible", reasons: [], changes: [] });
});

test("a disputed month is unknown to the rule, and said to be disputed", async () => {
  await agencySays({ disputed: true });
  await refetched();
  const unknown = await judged();
  expect(unknown).toMatchObject({
    verdict: "unknown",
    settling: { key: "settle.disputed" },
    settlingItems: [],
  });
  expect(unknown.checklist.at(-1)).toMatchObject({
    outcome: "unknown",
    asOf: "2026-10",
    isDisputed: true,
    settledBy: null,
    sentence: { key: "condition.lte.unknown", params: { isDisputed: "yes" } },
  });
});

test("no agency is asked more often than was consented to, nor twice at once", async () => {
  expect(await getRefresh(owner.context(new Date()), { consentId })).toMatchObject({
    made: 3,
    most: 4,
    canRefresh: true,
    pending: 0,
  });
  expect(await refreshFacts(owner.context(new Date()), { consentId })).toEqual({ queued: 1 });
  expect(await refreshFacts(owner.context(new Date()), { consentId })).toEqual({ queued: 0 });
  expect(await getRefresh(owner.context(new Date()), { consentId })).toMatchObject({
    canRefresh: false,
    pending: 1,
  });
  await answers();
  await expect(refreshFacts(owner.context(new Date()), { consentId })).rejects.toThrow(
    "fetches_exhausted",
  );
  const { lastAnsweredAt, ...used } = await getRefresh(owner.context(new Date()), { consentId });
  expect(used).toEqual({ made: 4, most: 4, canRefresh: false, pending: 0, failed: [] });
  expect(lastAnsweredAt).toBeInstanceOf(Date);
});

test("another firm's consent is not there", async () => {
  const other = await makeEnterprise(adminPool);
  const stranger = await anOwner(stage, other.id);
  const asked = { consentId };
  await expect(refreshFacts(stranger.context(new Date()), asked)).rejects.toThrow(
    "consent_not_found",
  );
  await expect(getRefresh(stranger.context(new Date()), asked)).rejects.toThrow(
    "consent_not_found",
  );
});
