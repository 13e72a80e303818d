import { randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import type { PersonaDatabase } from "@/db/client";
import { keyStore } from "@/server/connectors/key-store";
import { openWith, sealFor } from "@/server/connectors/sealing";
import type { SystemContext } from "@/server/services/context";
import { eraseKeys } from "@/server/services/keys/erase-keys";
import { keyStatus } from "@/server/services/keys/key-status";
import { resumeRotation, rotateKeys } from "@/server/services/keys/rotate-keys";
import { sweepFacts } from "@/server/services/keys/sweep-facts";
import { committed, poolOf } from "@/tests/database";
import { makeEnterprise } from "@/tests/parties";
import {
  brokenAt,
  halvesApart,
  makeSealedFacts,
  months,
  openAll,
  together,
  waitAMinute,
} from "@/tests/sealed-facts";

const admin = poolOf("admin");
const scopes = ["tax_declarations:indicator", "social_insurance:band", "vat_invoices:monthly"];
const firms = 4;
const facts = firms * scopes.length * months.length;
const keys = firms * scopes.length;

const context = (db: PersonaDatabase = committed("worker", "")): SystemContext => ({
  db,
  actor: null,
  now: new Date(),
  channel: "clock",
  requestId: randomUUID(),
});
const keyIds = async () =>
  (await admin.query<{ key_id: string }>("select distinct key_id from vault.facts")).rows
    .map(({ key_id }) => key_id)
    .toSorted();
const lines = async () =>
  (
    await admin.query<{ code: string }>(
      "select code from ledger.entries where action = 'keys.rotate' order by seq",
    )
  ).rows.map(({ code }) => code);

beforeAll(async () => {
  for (let n = 0; n < firms; n++) await makeSealedFacts(await makeEnterprise(admin), scopes);
});

test("every fact moves to a new key and another suite, and the old keys are erased a minute later", async () => {
  const before = await keyIds();
  expect(before).toHaveLength(keys);
  expect(await rotateKeys(context(), "sm4-ctr-hmac-sm3")).toEqual({ moved: facts, unreadable: 0 });
  const after = await keyIds();
  expect(after).toHaveLength(keys);
  expect(after.filter((id) => before.includes(id))).toEqual([]);
  expect(await openAll()).toEqual({ right: facts, wrong: 0 });
  expect(await keyStatus(context())).toMatchObject({
    live: keys,
    retired: keys,
    factsBySuite: { 2: facts },
    rotationSince: null,
    missing: [],
  });
  // Who took an old pair just before may still open it.
  expect(await eraseKeys(context())).toBe(0);
  expect(keyStore().count()).toBe(2 * keys);
  await waitAMinute();
  expect(await eraseKeys(context())).toBe(keys);
  expect(keyStore().count()).toBe(keys);
  expect(await openAll()).toEqual({ right: facts, wrong: 0 });
  expect(await halvesApart()).toEqual(together);
  expect(await lines()).toEqual(["STARTED", "DONE"]);
});

test("broken off at any step it is gone on with: nothing is lost, nothing stands under an erased key", async () => {
  let cuts = 0;
  for (const when of ["before", "after"] as const)
    for (let n = 1; ; n++) {
      // A whole turn: rotate what is begun or anew, erase what an earlier turn has emptied.
      const run = async (db: PersonaDatabase) => {
        await rotateKeys(context(db));
        await waitAMinute();
        await eraseKeys(context(db));
      };
      const isWhole = await run(brokenAt(n, when)).then(
        () => true,
        (error: Error) => {
          expect(error.message).toBe("broken off");
          return false;
        },
      );
      expect(await openAll()).toEqual({ right: facts, wrong: 0 });
      expect(await halvesApart()).toMatchObject({ factsUnderErasedKeys: 0, usedButNotStored: 0 });
      if (isWhole) break;
      cuts += 1;
      await resumeRotation(context());
      await waitAMinute();
      await eraseKeys(context());
      expect(await halvesApart()).toEqual(together);
    }
  expect(cuts).toBeGreaterThan(40);
  expect((await lines()).at(-1)).toBe("DONE");
}, 120_000);

test("what no longer opens stays under its old key, is counted, and stops nothing", async () => {
  const [lost] = await keyIds();
  const half = keyStore().get(lost!)!;
  keyStore().erase([lost!]);
  expect(await keyStatus(context())).toMatchObject({ missing: [lost] });
  expect(await rotateKeys(context())).toEqual({
    moved: facts - months.length,
    unreadable: months.length,
  });
  expect(await openAll()).toEqual({ right: facts - months.length, wrong: months.length });
  // Found again, as from a backup of the store: the next rotation takes it along.
  keyStore().putIfAbsent(lost!, half);
  expect(await rotateKeys(context())).toEqual({ moved: facts, unreadable: 0 });
  expect(await openAll()).toEqual({ right: facts, wrong: 0 });
});

test("a report moves with the facts and opens at its own address", async () => {
  const owner = await makeEnterprise(admin);
  const id = randomUUID();
  const number = `XYD-20261122-${id.slice(0, 8).toUpperCase()}`;
  const address = { enterpriseId: owner.id, scope: `report:${number}`, period: "2026-10-31" };
  const sealed = await sealFor(committed("sme", owner.token), owner.id, "indicator", address, {
    number,
  });
  await admin.query(
    `insert into app.reports (id, number, enterprise_id, scopes, data_from, data_to, content_hash, attestation, created_by, created_at)
     values ($1, $2, $3, '{tax_declarations:indicator}', '2026-01-01', $4, '', 'attested', $5, clock_timestamp())`,
    [id, number, owner.id, address.period, owner.personId],
  );
  await admin.query("insert into vault.report_bodies values ($1, $2, $3, $4, $5)", [
    id,
    owner.id,
    sealed.keyId,
    sealed.suite,
    sealed.body,
  ]);
  await rotateKeys(context());
  const { rows } = await admin.query<{ key_id: string; suite: number; body: Buffer }>(
    "select key_id, suite, body from vault.report_bodies where report_id = $1",
    [id],
  );
  const [moved] = rows;
  expect(moved!.key_id).not.toBe(sealed.keyId);
  expect(openWith(moved!.key_id, moved!.suite, address, moved!.body)).toEqual({ number });
});

test("what a run of matching rested on moves too, keeps its key alive until then, and goes with the run", async () => {
  const owner = await makeEnterprise(admin);
  const [needId, runId] = [randomUUID(), randomUUID()];
  const address = { enterpriseId: owner.id, scope: `match_run:${runId}`, period: "2026-11-20" };
  const content = { salt: "0" };
  const db = committed("sme", owner.token);
  const sealed = await sealFor(db, owner.id, "indicator", address, content);
  await admin.query(
    `insert into app.needs (id, enterprise_id, amount, term_months, purpose, created_by) values ($1, $2, 50000000, 12, 'wages', $3)`,
    [needId, owner.id, owner.personId],
  );
  await poolOf("sme").query(
    `select gate.match_run_keep($1, $2, $3, null, 1, $4, '2026-10', '{}', '[]', '', '', 0, 0, 0, $5, $6, $7)`,
    [owner.token, runId, needId, address.period, sealed.keyId, sealed.suite, sealed.body],
  );
  await sweepFacts(context());
  await eraseKeys(context());
  const stored = async () => {
    const { rows } = await admin.query<{ key_id: string; suite: number; body: Buffer }>(
      "select key_id, suite, body from vault.match_inputs where run_id = $1",
      [runId],
    );
    return rows[0]!;
  };
  expect((await stored()).key_id).toBe(sealed.keyId);
  await rotateKeys(context());
  const { key_id, suite, body } = await stored();
  expect(key_id).not.toBe(sealed.keyId);
  expect(openWith(key_id, suite, address, body)).toEqual(content);

  await admin.query("delete from app.match_runs where id = $1", [runId]);
  await sweepFacts(context());
  await waitAMinute();
  await eraseKeys(context());
  expect(keyStore().get(key_id)).toBeNull();
});

test("only the worker is handed ciphertexts to move", async () => {
  for (const persona of ["public", "sme", "bank", "office"] as const)
    for (const statement of [
      `select vault.facts_to_move('${randomUUID()}', '', '', 1)`,
      "select vault.facts_move('[]')",
      `select vault.inputs_to_move('${randomUUID()}', 1)`,
      `select vault.sweep_facts('${randomUUID()}', 1)`,
      "select vault.keys_to_erase(1)",
      `select auth.totp_sealed('${randomUUID()}', 1)`,
    ])
      await expect(poolOf(persona).query(statement)).rejects.toMatchObject({ code: "42501" });
});

test("a fact is not moved to another enterprise's key, nor to a retired one", async () => {
  const { rows } = await admin.query(
    "select enterprise_id as enterprise, scope, period::text, key_id as from, suite, encode(body, 'base64') as body from vault.facts order by 1, 2, 3",
  );
  const { rows: others } = await admin.query<{ id: string }>(
    `select id from vault.data_keys where (enterprise_id <> $1 and granularity = $2 and retired_at is null)
       or (enterprise_id = $1 and granularity = $2 and retired_at is not null)
       or (enterprise_id = $1 and granularity <> $2 and retired_at is null)`,
    [rows[0].enterprise, rows[0].scope.split(":")[1]],
  );
  expect(others.length).toBeGreaterThan(firms);
  for (const { id } of others) {
    const wanted = JSON.stringify([{ ...rows[0], key: id }]);
    const moved = await poolOf("worker").query("select vault.facts_move($1) as moved", [wanted]);
    expect(moved.rows).toEqual([{ moved: 0 }]);
  }
});
