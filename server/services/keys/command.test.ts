import { execFile } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { beforeAll, expect, inject, test } from "vitest";
import { keyStore } from "@/server/connectors/key-store";
import { env } from "@/server/env";
import { poolOf } from "@/tests/database";
import { makeEnterprise } from "@/tests/parties";
import { makeSealedFacts, months, openAll } from "@/tests/sealed-facts";

const run = promisify(execFile);
const scopes = ["tax_declarations:indicator", "social_insurance:band"];
const facts = scopes.length * months.length;

/** `npm run keys -- …` on this test's installation: what it said, and how it ended. */
async function keys(...args: string[]) {
  const options = { env: { ...process.env, DEMO: "1", LOG_LEVEL: "error" } };
  const script = ["--import", "tsx", "scripts/keys.ts", ...args];
  return run(process.execPath, script, options).then(
    ({ stdout }) => ({ code: 0, stdout, stderr: "" }),
    (error: { code: number; stdout: string; stderr: string }) => error,
  );
}

beforeAll(async () => {
  await makeSealedFacts(await makeEnterprise(poolOf("admin")), scopes);
  mkdirSync(env.DATA_DIR, { recursive: true });
  const cluster = inject("cluster")!;
  const secrets = {
    nextAuthSecret: env.NEXTAUTH_SECRET,
    keyEncryptionKey: env.KEY_ENCRYPTION_KEY,
    ledgerSigningKey: env.LEDGER_SIGNING_KEY,
    personaSecret: cluster.personaSecret,
    postgresPassword: "",
    migratorPassword: "",
  };
  writeFileSync(path.join(env.DATA_DIR, "secrets.json"), JSON.stringify(secrets));
});

test("status counts both halves, rotate seals anew with the suite that is named", async () => {
  const before = await keys("status");
  expect(JSON.parse(before.stdout)).toMatchObject({
    live: 2,
    stored: 2,
    factsBySuite: { 1: facts },
    missing: [],
  });
  const rotated = await keys("rotate", "--suite", "sm4-ctr-hmac-sm3");
  expect(rotated).toMatchObject({ code: 0, stdout: expect.stringContaining(`anew: ${facts}`) });
  expect(JSON.parse((await keys("status")).stdout)).toMatchObject({
    live: 2,
    retired: 2,
    factsBySuite: { 2: facts },
  });
  expect(await openAll()).toEqual({ right: facts, wrong: 0 });
  expect(await keys("rewrap")).toMatchObject({
    code: 0,
    stdout: expect.stringContaining("0 data"),
  });
}, 120_000);

test("a lost key makes the status fail and names it", async () => {
  const { rows } = await poolOf("admin").query<{ key_id: string }>(
    "select key_id from vault.facts limit 1",
  );
  keyStore().erase([rows[0]!.key_id]);
  const status = await keys("status");
  expect(status.code).toBe(1);
  expect(JSON.parse(status.stdout)).toMatchObject({ missing: [rows[0]!.key_id] });
}, 120_000);

test("the signing key is printed for whoever must set it, and nonsense is told how", async () => {
  expect(JSON.parse((await keys("signing-key")).stdout)).toEqual(env.LEDGER_SIGNING_KEY);
  const wrong = await Promise.all(
    [[], ["rotate", "--suite", "rot13"], ["constructor"]].map((args) => keys(...args)),
  );
  for (const result of wrong)
    expect(result).toMatchObject({ code: 1, stderr: expect.stringContaining("npm run keys") });
}, 120_000);
