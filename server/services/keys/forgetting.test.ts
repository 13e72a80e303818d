import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { keyStore } from "@/server/connectors/key-store";
import { openWith } from "@/server/connectors/sealing";
import { readThroughGate } from "@/server/services/gate/read-through-gate";
import { eraseKeys } from "@/server/services/keys/erase-keys";
import { keyStatus } from "@/server/services/keys/key-status";
import { sweepFacts } from "@/server/services/keys/sweep-facts";
import { item, makeConsent, revokeConsent } from "@/tests/consents";
import { committed, poolOf } from "@/tests/database";
import { makeApplication, makeBank, makeEnterprise, type SignedIn } from "@/tests/parties";
import {
  brokenAt,
  halvesApart,
  makeSealedFacts,
  months,
  openAll,
  together,
} from "@/tests/sealed-facts";

const [admin, sme] = [poolOf("admin"), poolOf("sme")];
const indicator = "tax_declarations:indicator";
const raw = "vat_invoices:raw";
const context = (db = committed("worker", "")) => ({
  db,
  actor: null,
  now: new Date(),
  channel: "clock" as const,
  requestId: randomUUID(),
});

async function stage(scopes = [indicator, raw]) {
  const enterprise = await makeEnterprise(admin);
  const bank = await makeBank(admin);
  const { applicationId } = await makeApplication(admin, enterprise, bank);
  const items = scopes.map((scope) => item(scope));
  const { id: consentId } = await makeConsent(sme, { enterprise, bank, applicationId, items });
  await makeSealedFacts(enterprise, scopes);
  await admin.query("update vault.facts set stored_at = stored_at - interval '2 hours'");
  return { enterprise, bank, applicationId, consentId };
}
const factsOf = async ({ id }: SignedIn) =>
  (
    await admin.query<{ scope: string }>(
      "select distinct scope from vault.facts where enterprise_id = $1 order by scope",
      [id],
    )
  ).rows.map(({ scope }) => scope);
const keysOf = async ({ id }: SignedIn) =>
  (
    await admin.query<{ id: string; erased: boolean }>(
      "select id, erased_at is not null as erased from vault.data_keys where enterprise_id = $1 order by id",
      [id],
    )
  ).rows;
const linesOf = async ({ id }: SignedIn) =>
  (
    await admin.query<{ code: string }>(
      "select code from ledger.entries where chain = $1 and action in ('facts.erase', 'key.erase') order by seq",
      [id],
    )
  ).rows.map(({ code }) => code);
/** The consent ended this long ago. */
const endedAgo = (consentId: string, days: number) =>
  admin.query(
    "update app.consents set ended_at = ended_at - make_interval(days => $2) where id = $1",
    [consentId, days],
  );
const demand = (consentId: string) =>
  admin.query(
    "select gate.erasure_start(consents, 'demanded', clock_timestamp()) from app.consents where id = $1",
    [consentId],
  );

test("facts are kept while a consent lives and for its data life, and not a day longer", async () => {
  const { enterprise, consentId } = await stage([indicator]);
  await sweepFacts(context());
  expect(await factsOf(enterprise)).toEqual([indicator]);
  await revokeConsent(sme, enterprise, consentId);
  await endedAgo(consentId, 29);
  await sweepFacts(context());
  expect(await factsOf(enterprise)).toEqual([indicator]);
  await endedAgo(consentId, 2);
  await sweepFacts(context());
  expect(await factsOf(enterprise)).toEqual([]);
  expect(await linesOf(enterprise)).toEqual(["DELETED"]);
  const [key] = await keysOf(enterprise);
  expect(keyStore().get(key!.id)).not.toBeNull();
  await eraseKeys(context());
  expect(keyStore().get(key!.id)).toBeNull();
  expect(await keysOf(enterprise)).toEqual([{ id: key!.id, erased: true }]);
  expect(await linesOf(enterprise)).toEqual(["DELETED", "ERASED"]);
});

test("raw rows go thirty days after the decision, what was derived from them stays", async () => {
  const { enterprise, applicationId } = await stage();
  const decided = (days: number) =>
    admin.query(
      "update app.applications set decided_at = clock_timestamp() - make_interval(days => $2) where id = $1",
      [applicationId, days],
    );
  await decided(29);
  await sweepFacts(context());
  expect(await factsOf(enterprise)).toEqual([indicator, raw]);
  await decided(31);
  await sweepFacts(context());
  expect(await factsOf(enterprise)).toEqual([indicator]);
});

test("what was stored just now is not swept: its consent may be younger than the look", async () => {
  const enterprise = await makeEnterprise(admin);
  await makeSealedFacts(enterprise, [indicator]);
  await sweepFacts(context());
  expect(await factsOf(enterprise)).toEqual([indicator]);
  await admin.query("update vault.facts set stored_at = stored_at - interval '2 hours'");
  await sweepFacts(context());
  expect(await factsOf(enterprise)).toEqual([]);
});

test("demanded, what no live consent covers goes at once, and its keys with it", async () => {
  const { enterprise, consentId } = await stage();
  const other = await makeBank(admin);
  const { applicationId } = await makeApplication(admin, enterprise, other);
  await makeConsent(sme, { enterprise, bank: other, applicationId, items: [item(indicator)] });
  await revokeConsent(sme, enterprise, consentId);
  expect(await factsOf(enterprise)).toEqual([indicator, raw]);
  await admin.query("delete from app.erasures where consent_id = $1", [consentId]);
  await demand(consentId);
  // The other bank's consent still covers one of them.
  expect(await factsOf(enterprise)).toEqual([indicator]);
  await eraseKeys(context());
  expect((await keysOf(enterprise)).filter(({ erased }) => erased)).toHaveLength(1);
  expect(await keysOf(enterprise)).toHaveLength(2);
  expect(await openAll()).toMatchObject({ wrong: 0 });
  const { rows } = await admin.query(
    "select count(*)::int as jobs from graphile_worker._private_jobs where key = 'keep_keys'",
  );
  expect(rows).toEqual([{ jobs: 1 }]);
});

test("an old copy of the database cannot be read once its key is erased", async () => {
  const { enterprise, consentId } = await stage([indicator]);
  type Fact = { period: string; key_id: string; suite: number; body: Buffer };
  const { rows: copy } = await admin.query<Fact>(
    "select period::text, key_id, suite, body from vault.facts where enterprise_id = $1",
    [enterprise.id],
  );
  const openCopy = () =>
    copy.map(({ period, key_id, suite, body }) =>
      openWith(key_id, suite, { enterpriseId: enterprise.id, scope: indicator, period }, body),
    );
  // The control: until then whoever holds a copy and the store can read it.
  expect(openCopy()).toHaveLength(months.length);
  await revokeConsent(sme, enterprise, consentId);
  await demand(consentId);
  expect(openCopy()).toHaveLength(months.length);
  await eraseKeys(context());
  expect(openCopy).toThrow("facts_unreadable");

  // Restored, rows and names, as from a backup of before.
  await admin.query(
    "update vault.data_keys set retired_at = null, emptied_at = null, erased_at = null where id = $1",
    [copy[0]!.key_id],
  );
  for (const { period, key_id, suite, body } of copy)
    await admin.query(
      `insert into vault.facts (enterprise_id, scope, period, key_id, suite, body, as_of, fetch_id)
       values ($1, $2, $3, $4, $5, $6, clock_timestamp(), uuidv7())`,
      [enterprise.id, indicator, period, key_id, suite, body],
    );
  expect(await keyStatus(context())).toMatchObject({ missing: [copy[0]!.key_id] });
  expect((await openAll()).wrong).toBe(months.length);
  // What comes in from now on is sealed under another key, and reads say what is the matter.
  await makeSealedFacts(enterprise, ["social_insurance:indicator"]);
  expect((await openAll()).wrong).toBe(months.length);
  const bank = await makeBank(admin);
  const { applicationId } = await makeApplication(admin, enterprise, bank);
  const again = await makeConsent(sme, {
    enterprise,
    bank,
    applicationId,
    items: [item(indicator)],
  });
  const read = readThroughGate(committed("bank", bank.token), {
    consentId: again.id,
    enterpriseId: enterprise.id,
    purpose: "loan_application",
    applicationId,
    scopes: [indicator],
    from: "2026-01-01",
    to: "2026-10-31",
  });
  await expect(read).rejects.toMatchObject({ code: "CONFLICT", reason: "facts_unreadable" });
  await admin.query("delete from vault.facts where enterprise_id = $1", [enterprise.id]);
});

test("cut short between row and store, the erasure is done again and nothing is left in between", async () => {
  let cuts = 0;
  for (const when of ["before", "after"] as const)
    for (let n = 1; ; n++) {
      const { enterprise, consentId } = await stage();
      await revokeConsent(sme, enterprise, consentId);
      await endedAgo(consentId, 31);
      const broken = context(brokenAt(n, when));
      const isWhole = await sweepFacts(broken)
        .then(() => eraseKeys(broken))
        .then(
          () => true,
          () => false,
        );
      expect(await halvesApart()).toMatchObject({ factsUnderErasedKeys: 0, usedButNotStored: 0 });
      await sweepFacts(context());
      await eraseKeys(context());
      expect(await factsOf(enterprise)).toEqual([]);
      expect((await keysOf(enterprise)).every(({ erased }) => erased)).toBe(true);
      expect(await halvesApart()).toEqual(together);
      if (isWhole) break;
      cuts += 1;
    }
  expect(cuts).toBeGreaterThan(7);
}, 60_000);
