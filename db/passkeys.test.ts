import { randomBytes, randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { poolOf } from "@/tests/database";
import { makeBank, makeEnterprise, type SignedIn } from "@/tests/parties";

const sme = poolOf("sme");
const admin = poolOf("admin");

async function verdict(call: string, values: unknown[], pool = sme) {
  const { rows } = await pool.query<{ refusal: string | null }>(
    `select refusal from ${call}`,
    values,
  );
  return rows[0]!.refusal;
}
const add = (token: string, id: string, pool = sme) =>
  verdict("auth.passkey_add($1, $2, '\\x01', 0, '{internal}', 'phone', true)", [token, id], pool);
const touch = (token: string, id: string, counter: number) =>
  verdict("auth.passkey_touch($1, $2, $3)", [token, id, counter]);
const own = async ({ token }: SignedIn) =>
  (await sme.query<{ credential_id: string }>("select * from auth.passkeys_own($1)", [token])).rows;
const noted = async ({ personId }: SignedIn) =>
  (
    await admin.query<{ code: string }>(
      "select code from auth.security_log where person_id = $1 order by id",
      [personId],
    )
  ).rows.map(({ code }) => code);

const begin = (token: string, challenge: Buffer, minutes = 10) =>
  verdict("auth.challenge_begin($1, $2, clock_timestamp() + make_interval(mins => $3))", [
    token,
    challenge,
    minutes,
  ]);
const use = async (token: string, challenge: Buffer) =>
  (
    await sme.query<{ used: boolean }>("select auth.challenge_use($1, $2) as used", [
      token,
      challenge,
    ])
  ).rows[0]!.used;

describe("a challenge", () => {
  test("is used once, by the person it was made for", async () => {
    const [mine, theirs] = [await makeEnterprise(admin), await makeEnterprise(admin)];
    const challenge = randomBytes(32);
    expect(await begin(mine.token, challenge)).toBeNull();
    expect(await use(theirs.token, challenge)).toBe(false);
    expect(await use("none", challenge)).toBe(false);
    const at = await Promise.all([use(mine.token, challenge), use(mine.token, challenge)]);
    expect(new Set(at)).toEqual(new Set([false, true]));
    expect(await use(mine.token, randomBytes(32))).toBe(false);
  });

  test("is random, short-lived, and one of a few", async () => {
    const { token, personId } = await makeEnterprise(admin);
    expect(await begin(token, randomBytes(15))).toBe("CHALLENGE_MALFORMED");
    expect(await begin(token, randomBytes(32), 12)).toBe("CHALLENGE_MALFORMED");
    expect(await begin(token, randomBytes(32), -1)).toBe("CHALLENGE_MALFORMED");
    expect(await begin("none", randomBytes(32))).toBe("NO_SESSION");
    const last = randomBytes(32);
    for (let nth = 0; nth < 19; nth += 1) await begin(token, randomBytes(32));
    expect(await begin(token, last)).toBeNull();
    expect(await begin(token, randomBytes(32))).toBe("TOO_MANY_CHALLENGES");
    await admin.query(
      "update auth.challenges set expires_at = clock_timestamp() where person_id = $1",
      [personId],
    );
    expect(await use(token, last)).toBe(false);
  });
});

describe("a passkey", () => {
  test("is its person's: nobody else lists, renames, uses or removes it", async () => {
    const [mine, theirs] = [await makeEnterprise(admin), await makeEnterprise(admin)];
    const id = randomUUID();
    expect(await add(mine.token, id)).toBeNull();
    expect(await add(theirs.token, id)).toBe("PASSKEY_EXISTS");
    expect(await own(theirs)).toEqual([]);
    expect(await touch(theirs.token, id, 5)).toBe("NO_SUCH_PASSKEY");
    expect(await verdict("auth.passkey_rename($1, $2, 'x')", [theirs.token, id])).toBe(
      "NO_SUCH_PASSKEY",
    );
    expect(await verdict("auth.passkey_remove($1, $2)", [theirs.token, id])).toBe(
      "NO_SUCH_PASSKEY",
    );
    expect(await own(mine)).toMatchObject([
      { credential_id: id, name: "phone", counter: "0", transports: ["internal"] },
    ]);

    expect(await verdict("auth.passkey_rename($1, $2, 'office')", [mine.token, id])).toBeNull();
    expect(await own(mine)).toMatchObject([{ name: "office" }]);
    expect(await verdict("auth.passkey_remove($1, $2)", [mine.token, id])).toBeNull();
    expect(await own(mine)).toEqual([]);
    expect(await touch(mine.token, id, 5)).toBe("NO_SUCH_PASSKEY");
    expect(await add(mine.token, id)).toBe("PASSKEY_EXISTS");
    expect(await noted(mine)).toEqual(["PASSKEY_ADDED", "PASSKEY_REMOVED"]);
  });

  test("is nobody's without a session, or with one of another persona's login", async () => {
    const bank = await makeBank(admin);
    expect(await add("none", randomUUID())).toBe("NO_SESSION");
    expect(await add(bank.token, randomUUID())).toBe("NO_SESSION");
    expect(await add(bank.token, randomUUID(), poolOf("bank"))).toBeNull();
  });

  test("counts up; one that counts back is a copy, and is off", async () => {
    const mine = await makeEnterprise(admin);
    const [counting, still] = [randomUUID(), randomUUID()];
    await add(mine.token, counting);
    await add(mine.token, still);
    // Authenticators that are in several places at once do not count.
    expect(await touch(mine.token, still, 0)).toBeNull();
    expect(await touch(mine.token, still, 0)).toBeNull();
    expect(await touch(mine.token, counting, 3)).toBeNull();
    expect(await touch(mine.token, counting, 4)).toBeNull();
    expect(await touch(mine.token, counting, 4)).toBe("PASSKEY_REPLAYED");
    expect(await touch(mine.token, counting, 3)).toBe("PASSKEY_CLONED");
    expect(await touch(mine.token, counting, 5)).toBe("NO_SUCH_PASSKEY");
    expect((await own(mine)).map((one) => one.credential_id)).toEqual([still]);
    expect(await noted(mine)).toContain("PASSKEY_CLONED");
  });

  test("used twice at once with the same count is used once", async () => {
    const mine = await makeEnterprise(admin);
    const id = randomUUID();
    await add(mine.token, id);
    const outcomes = await Promise.all([touch(mine.token, id, 1), touch(mine.token, id, 1)]);
    expect(new Set(outcomes)).toEqual(new Set(["PASSKEY_REPLAYED", null]));
  });

  test("is one of ten at most", async () => {
    const mine = await makeEnterprise(admin);
    const outcomes = await Promise.all(
      Array.from({ length: 12 }, () => add(mine.token, randomUUID())),
    );
    expect(outcomes.filter((one) => one === null)).toHaveLength(10);
    expect(outcomes.filter((one) => one === "TOO_MANY_PASSKEYS")).toHaveLength(2);
  });
});

test("no persona touches the tables themselves", async () => {
  for (const persona of ["public", "sme", "bank", "office", "worker"] as const)
    for (const table of ["auth.passkeys", "auth.challenges"])
      await expect(poolOf(persona).query(`select 1 from ${table}`)).rejects.toMatchObject({
        code: "42501",
      });
});
