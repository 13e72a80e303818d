import { randomUUID } from "node:crypto";
import { afterEach, expect, test } from "vitest";
import { keyStore } from "@/server/connectors/key-store";
import { dataKeyFor, sealWith } from "@/server/connectors/sealing";
import { eraseKeys } from "@/server/services/keys/erase-keys";
import { rotateKeys } from "@/server/services/keys/rotate-keys";
import { sweepFacts } from "@/server/services/keys/sweep-facts";
import { item, makeConsent, revokeConsent } from "@/tests/consents";
import { committed, poolOf } from "@/tests/database";
import { mutateGate, restoreGate } from "@/tests/mutate-gate";
import { makeApplication, makeBank, makeEnterprise } from "@/tests/parties";
import { halvesApart, makeSealedFacts, openAll, together, waitAMinute } from "@/tests/sealed-facts";

const [admin, sme, migrator] = [poolOf("admin"), poolOf("sme"), poolOf("migrator")];
const scope = "tax_declarations:indicator";
const context = () => ({
  db: committed("worker", ""),
  actor: null,
  now: new Date(),
  channel: "clock" as const,
  requestId: randomUUID(),
});

async function stage() {
  await admin.query("delete from vault.facts");
  await admin.query("delete from vault.data_keys");
  keyStore().erase(keyStore().listOutside("", "", 10_000));
  const enterprise = await makeEnterprise(admin);
  const bank = await makeBank(admin);
  const { applicationId } = await makeApplication(admin, enterprise, bank);
  const wanted = { enterprise, bank, applicationId, items: [item(scope)] };
  const { id: consentId } = await makeConsent(sme, wanted);
  await makeSealedFacts(enterprise, [scope]);
  return { enterprise, consentId };
}
const isWhole = async () =>
  (await openAll()).wrong === 0 && JSON.stringify(await halvesApart()) === JSON.stringify(together);

/** Each is true of the vault as it stands. */
const promises = {
  "an answer sealed before a rotation is not stored after it": async () => {
    const { enterprise, consentId } = await stage();
    const { rows } = await admin.query<{ id: string }>(
      "insert into vault.fetches (enterprise_id, consent_id, item, status, requested_at) values ($1, $2, 'tax_declarations', 'running', clock_timestamp()) returning id",
      [enterprise.id, consentId],
    );
    const key = await dataKeyFor(committed("worker", ""), enterprise.id, "indicator");
    const address = { enterpriseId: enterprise.id, scope, period: "2026-05-01" };
    const { keyId, suite, body } = sealWith(key, address, {});
    await rotateKeys(context());
    await waitAMinute();
    await eraseKeys(context());
    const stored = [{ ...address, key: keyId, suite, body: body.toString("base64") }];
    await poolOf("worker").query("select vault.fetch_store($1, $2, clock_timestamp())", [
      rows[0]!.id,
      JSON.stringify(stored),
    ]);
    return isWhole();
  },
  "what came in while it was sealed anew is not written over": async () => {
    const { enterprise } = await stage();
    const address = { enterpriseId: enterprise.id, scope, period: "2026-10-01" };
    const [old] = (await admin.query("select key_id from vault.facts where period = '2026-10-01'"))
      .rows;
    await rotateKeys(context());
    const key = await dataKeyFor(committed("worker", ""), enterprise.id, "indicator");
    const late = sealWith(key, address, { says: "of before" });
    const body = late.body.toString("base64");
    const row = { enterprise: enterprise.id, scope, period: address.period, from: old.key_id };
    await poolOf("worker").query("select vault.facts_move($1)", [
      JSON.stringify([{ ...row, key: late.keyId, suite: late.suite, body }]),
    ]);
    return isWhole();
  },
  "a key that something stands under is not erased": async () => {
    const { consentId, enterprise } = await stage();
    await makeSealedFacts(enterprise, ["social_insurance:indicator"]);
    const other = await makeBank(admin);
    const { applicationId } = await makeApplication(admin, enterprise, other);
    const items = [item("social_insurance:indicator")];
    await makeConsent(sme, { enterprise, bank: other, applicationId, items });
    await revokeConsent(sme, enterprise, consentId);
    await admin.query(
      "update app.consents set ended_at = ended_at - interval '31 days' where id = $1",
      [consentId],
    );
    await admin.query("update vault.facts set stored_at = stored_at - interval '2 hours'");
    await sweepFacts(context());
    await eraseKeys(context());
    return isWhole();
  },
  "who took an old pair has a minute": async () => {
    await stage();
    const [taken] = (await admin.query("select key_id from vault.facts")).rows;
    await rotateKeys(context());
    await eraseKeys(context());
    return keyStore().get(taken.key_id) !== null;
  },
  "a key that was lost seals no more": async () => {
    const { enterprise } = await stage();
    const lost = await dataKeyFor(committed("worker", ""), enterprise.id, "indicator");
    keyStore().erase([lost.id]);
    const next = await dataKeyFor(committed("worker", ""), enterprise.id, "indicator");
    return next.id !== lost.id;
  },
  "what a living consent covers stays": async () => {
    await stage();
    await admin.query("update vault.facts set stored_at = stored_at - interval '2 hours'");
    await sweepFacts(context());
    return (await openAll()).right === 4;
  },
};

afterEach(() => restoreGate(migrator));

test.each(Object.entries(promises))("%s", async (_name, holds) => {
  expect(await holds()).toBe(true);
});

const mutants: [keyof typeof promises, file: string, from: string, to: string][] = [
  [
    "an answer sealed before a rotation is not stored after it",
    "55",
    "granularity = p_granularity and retired_at is null and erased_at is null\n  for share",
    "granularity = p_granularity\n  for share",
  ],
  [
    "what came in while it was sealed anew is not written over",
    "56",
    ` and facts.key_id = row."from"`,
    "",
  ],
  [
    "a key that something stands under is not erased",
    "56",
    "not exists (select from vault.facts where key_id = p_key)",
    "true",
  ],
  [
    "who took an old pair has a minute",
    "56",
    "emptied_at < clock_timestamp() - interval '1 minute'",
    "true",
  ],
  [
    "a key that was lost seals no more",
    "55",
    "where id = p_lost and enterprise_id",
    "where false and enterprise_id",
  ],
  [
    "what a living consent covers stays",
    "54",
    "when status in ('active', 'scheduled', 'paused') then 'infinity'",
    "when false then 'infinity'",
  ],
];
test.each(mutants)("the control: broken, it is noticed: %s", async (name, file, from, to) => {
  await mutateGate(migrator, file, from, to);
  expect(await promises[name]()).toBe(false);
});
