import { randomInt, randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { keyStore } from "@/server/connectors/key-store";
import { eraseKeys } from "@/server/services/keys/erase-keys";
import { resumeRotation } from "@/server/services/keys/rotate-keys";
import { readThroughGate } from "@/server/services/gate/read-through-gate";
import { item, makeConsent } from "@/tests/consents";
import { committed, poolOf } from "@/tests/database";
import { makeApplication, makeBank, makeEnterprise } from "@/tests/parties";
import {
  contentOf,
  halvesApart,
  makeSealedFacts,
  months,
  openAll,
  together,
  waitAMinute,
} from "@/tests/sealed-facts";
import { spawnKeeper } from "@/tests/spawn-keeper";

const admin = poolOf("admin");
const scopes = ["tax_declarations:indicator", "social_insurance:band", "vat_invoices:monthly"];
const read = scopes.slice(0, 2);
const firms = 12;
const facts = firms * scopes.length * months.length;
const rounds = 8;

const worker = () => ({
  db: committed("worker", ""),
  actor: null,
  now: new Date(),
  channel: "clock" as const,
  requestId: randomUUID(),
});

const newestKey = async () =>
  (await admin.query<{ id: string }>("select max(id::text) as id from vault.data_keys")).rows[0]!
    .id;
const keysInUse = async () =>
  (await admin.query<{ key_id: string }>("select distinct key_id from vault.facts")).rows.map(
    ({ key_id }) => key_id,
  );
const isUnderWay = async () =>
  (
    await admin.query(
      "select from (select vault.rotation_since() as at) as one where at is not null",
    )
  ).rowCount === 1;

async function stage() {
  const firm = await makeEnterprise(admin);
  await makeSealedFacts(firm, scopes);
  for (let n = 1; n < firms; n++) await makeSealedFacts(await makeEnterprise(admin), scopes);
  const bank = await makeBank(admin);
  const { applicationId } = await makeApplication(admin, firm, bank);
  const items = read.map((scope) => item(scope));
  const { id: consentId } = await makeConsent(poolOf("sme"), {
    enterprise: firm,
    bank,
    applicationId,
    items,
  });
  return { firm, bank, applicationId, consentId };
}

test("killed at any moment, again and again, while a bank reads: every read is whole, no key is lost", async () => {
  const { firm, bank, applicationId, consentId } = await stage();
  let reads = 0;
  const look = async () => {
    const released = await readThroughGate(committed("bank", bank.token), {
      consentId,
      enterpriseId: firm.id,
      purpose: "loan_application",
      applicationId,
      scopes: read,
      from: "2026-01-01",
      to: "2026-10-31",
    });
    expect(released.map(({ content }) => content)).toEqual(
      released.map(({ scope, period }) => contentOf(firm.id, scope, period)),
    );
    expect(released).toHaveLength(read.length * months.length);
    reads += 1;
  };

  const keysSeen = new Set(await keysInUse());
  let midway = 0;
  // By turns when keys have been made and when facts have moved; until it was in the middle of a rotation.
  for (let round = 0; round < rounds || midway === 0; round++) {
    const over = new AbortController();
    // Five a round: a consent has its limits. And two at least, however soon it is over.
    const upTo = (each: number) => Math.min(each * (round + 1), 45);
    const isEnough = () => over.signal.aborted && reads >= upTo(2);
    const reading = (async () => {
      while (!isEnough()) {
        if (reads < upTo(5)) await look();
        await pause(20);
      }
    })();
    const before = await newestKey();
    const areMade = async () => (await newestKey()) !== before;
    const haveMoved = async () => (await keysInUse()).some((id) => !keysSeen.has(id));
    const seen = round % 2 === 0 ? areMade : haveMoved;
    expect(await spawnKeeper("rotate").killAfter(randomInt(0, 200), seen)).toBe(true);
    over.abort();
    await reading;
    expect(await openAll()).toEqual({ right: facts, wrong: 0 });
    expect(await halvesApart()).toMatchObject({ factsUnderErasedKeys: 0, usedButNotStored: 0 });
    for (const id of await keysInUse()) keysSeen.add(id);
    if (await isUnderWay()) midway += 1;
    await waitAMinute();
  }
  await resumeRotation(worker());
  await waitAMinute();
  await eraseKeys(worker());
  expect(await openAll()).toEqual({ right: facts, wrong: 0 });
  expect(await halvesApart()).toEqual(together);
  // Keys had changed, and many are erased by now.
  expect(keysSeen.size).toBeGreaterThan(firms * scopes.length);
  expect([...keysSeen].filter((id) => !keyStore().get(id)).length).toBeGreaterThan(firms);
  expect(reads).toBeGreaterThan(rounds);
  // Eight processes, each begun anew.
}, 240_000);
