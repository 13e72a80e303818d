import { randomBytes, randomInt, randomUUID } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import { open, seal } from "@/server/connectors/aes-gcm";
import { kekName, newDataKey, unwrapKey } from "@/server/connectors/envelope";
import { keyEncryptionKey } from "@/server/connectors/key-encryption-keys";
import { keyStore } from "@/server/connectors/key-store";
import { env } from "@/server/env";
import { sealTotpSecret } from "@/server/services/accounts/totp";
import { keyStatus } from "@/server/services/keys/key-status";
import { moveKeys } from "@/server/services/keys/move-keys";
import { committed, poolOf } from "@/tests/database";
import { makeEnterprise } from "@/tests/parties";
import { brokenAt, makeSealedFacts, openAll } from "@/tests/sealed-facts";
import { spawnKeeper } from "@/tests/spawn-keeper";

const admin = poolOf("admin");
const scopes = ["tax_declarations:indicator", "social_insurance:band"];
const context = (db = committed("worker", "")) => ({
  db,
  actor: null,
  now: new Date(),
  channel: "clock" as const,
  requestId: randomUUID(),
});

beforeEach(async () => {
  await admin.query("delete from vault.facts");
  await admin.query("delete from vault.data_keys");
  keyStore().erase(keyStore().listOutside("", "", 100_000));
});

/** Puts the wrapped halves back where they stood before there was a store. */
async function asBefore(): Promise<number> {
  const ids = keyStore().listOutside("", "", 1000);
  for (const id of ids) {
    const key = unwrapKey([keyEncryptionKey], id, keyStore().get(id)!);
    const wrapped = seal(keyEncryptionKey, key, Buffer.from("data-key"));
    await admin.query("update vault.data_keys set wrapped = $2 where id = $1", [id, wrapped]);
  }
  keyStore().erase(ids);
  return ids.length;
}
const stillHere = async () =>
  (await admin.query("select from vault.data_keys where wrapped is not null")).rowCount;

test("keys of an older installation move into the store, wherever the move is cut short", async () => {
  for (let n = 0; n < 3; n++) await makeSealedFacts(await makeEnterprise(admin), scopes);
  const facts = (await openAll()).right;
  expect(facts).toBe(24);
  let cuts = 0;
  for (const when of ["before", "after"] as const)
    for (let n = 1; ; n++) {
      expect(await asBefore()).toBe(6);
      // The control: without them nothing opens.
      expect(await openAll()).toEqual({ right: 0, wrong: facts });
      const isWhole = await moveKeys(context(brokenAt(n, when))).then(
        () => true,
        () => false,
      );
      await moveKeys(context());
      expect(await stillHere()).toBe(0);
      expect(await openAll()).toEqual({ right: facts, wrong: 0 });
      if (isWhole) break;
      cuts += 1;
    }
  expect(cuts).toBeGreaterThan(12);
  expect(await moveKeys(context())).toBe(0);
}, 120_000);

test("a wrapped half that no key-encryption key opens stays where it is", async () => {
  await makeSealedFacts(await makeEnterprise(admin), scopes);
  const wrapped = seal(randomBytes(32), newDataKey(), Buffer.from("data-key"));
  await admin.query("update vault.data_keys set wrapped = $1", [wrapped]);
  expect(await moveKeys(context())).toBe(0);
  expect(await stillHere()).toBe(2);
});

test("a new key-encryption key wraps everything anew, killed in between or not", async () => {
  for (let n = 0; n < 40; n++)
    await makeSealedFacts(await makeEnterprise(admin), scopes, ["2026-10-01"]);
  const owner = await makeEnterprise(admin);
  const secret = randomBytes(20);
  await admin.query("update auth.people set totp_secret = $2 where id = $1", [
    owner.personId,
    sealTotpSecret(owner.personId, secret),
  ]);
  const next = randomBytes(32);
  const given = {
    KEY_ENCRYPTION_KEY: next.toString("base64"),
    KEY_ENCRYPTION_KEY_PREVIOUS: env.KEY_ENCRYPTION_KEY,
  };
  for (let round = 0; round < 3; round++)
    await spawnKeeper("rewrap", given).killAfter(randomInt(0, 25));
  const result = (await spawnKeeper("rewrap", given).result()) as { left: number };
  expect(result.left).toBe(0);
  expect(keyStore().countByKek()).toEqual([{ kek: kekName(next), keys: 80 }]);
  expect(await keyStatus(context())).toMatchObject({ stored: 80, outsideCurrentKek: 80 });
  // From now on the old one opens nothing, and the new one everything.
  expect(await openAll()).toEqual({ right: 0, wrong: 80 });
  for (const id of keyStore().listOutside("", "", 1000))
    expect(unwrapKey([next], id, keyStore().get(id)!)).toHaveLength(32);
  const again = spawnKeeper("rewrap", { KEY_ENCRYPTION_KEY: given.KEY_ENCRYPTION_KEY });
  expect(await again.result()).toEqual({ keys: 0, secrets: 0, left: 0 });
  // Without the one before, what only it wrapped is said to be left.
  const stranger = { KEY_ENCRYPTION_KEY: randomBytes(32).toString("base64") };
  expect(await spawnKeeper("rewrap", stranger).result()).toMatchObject({ keys: 0, left: 80 });
  const { rows } = await admin.query<{ totp_secret: Buffer }>(
    "select totp_secret from auth.people where id = $1",
    [owner.personId],
  );
  const bound = Buffer.from(`totp|${owner.personId}`);
  expect(open(next, rows[0]!.totp_secret, bound)).toEqual(secret);
}, 120_000);
