import { createHash, randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { poolOf } from "@/tests/database";
import { makeBank, makeEnterprise } from "@/tests/parties";
import { holding, untilAwaited, untilWaiting } from "@/tests/waiting";

const [admin, visitors, sme] = [poolOf("admin"), poolOf("public"), poolOf("sme")];
const hit = async (key: string) =>
  (
    await visitors.query<{ allowed: boolean; failures: number }>(
      "select allowed, failures from auth.throttle_hit($1)",
      [key],
    )
  ).rows[0]!;

test("parallel guesses are counted one by one, and the fifth makes the rest wait", async () => {
  const key = randomUUID();
  /** So many at once: the counts of those let through. */
  const guess = async (times: number) => {
    const hits = await Promise.all(Array.from({ length: times }, () => hit(key)));
    const counted = hits.filter(({ allowed }) => allowed).map(({ failures }) => failures);
    return counted.toSorted((one, other) => one - other);
  };
  const wait = async () =>
    (
      await admin.query<{ seconds: number | null }>(
        "select extract(epoch from blocked_until - updated_at)::integer as seconds from auth.throttles where key = $1",
        [key],
      )
    ).rows[0]!.seconds;
  /** As after so many failures, the last wait being over. */
  const failed = (times: number) =>
    admin.query(
      "update auth.throttles set failures = $2, blocked_until = clock_timestamp() where key = $1",
      [key, times],
    );
  expect(await guess(4)).toEqual([1, 2, 3, 4]);
  expect(await wait()).toBeNull();
  expect(await guess(1)).toEqual([5]);
  expect(await wait()).toBe(2);
  await failed(5);
  expect(await guess(1)).toEqual([6]);
  expect(await wait()).toBe(4);
  // The longest wait, which no machine outlasts: of twenty at once one is let through to begin it.
  await failed(30);
  const { guesses } = await holding(
    "select from auth.throttles where key = $1 for update",
    [key],
    async () => {
      const all = guess(20);
      // As many as there are connections stand before the same count.
      await untilWaiting(10);
      return { guesses: all };
    },
  );
  expect(await guesses).toEqual([31]);
  expect(await wait()).toBe(900);
  await visitors.query("select auth.throttle_clear($1)", [key]);
  expect(await hit(key)).toEqual({ allowed: true, failures: 1 });
});

test("whoever tries while another's success forgives is let through, and counted", async () => {
  const key = randomUUID();
  await hit(key);
  const success = await admin.connect();
  try {
    await success.query("begin");
    await success.query("select from auth.throttles where key = $1 for update", [key]);
    const trying = hit(key);
    await untilAwaited(success);
    await success.query("select auth.throttle_clear($1)", [key]);
    await success.query("commit");
    expect(await trying).toEqual({ allowed: true, failures: 1 });
  } finally {
    success.release();
  }
});

test("an hour of peace forgives", async () => {
  const key = randomUUID();
  for (let nth = 0; nth < 5; nth++) await hit(key);
  await admin.query(
    "update auth.throttles set blocked_until = null, updated_at = clock_timestamp() - interval '61 minutes' where key = $1",
    [key],
  );
  expect(await hit(key)).toEqual({ allowed: true, failures: 1 });
});

test("a session lives until it ends, expires, or its person is dismissed", async () => {
  const { personId, id } = await makeBank(admin);
  const token = randomUUID();
  const open = (expires: string) =>
    visitors.query("select auth.session_open($1, $2, clock_timestamp() + $3::interval) as opened", [
      personId,
      createHash("sha256").update(token).digest(),
      expires,
    ]);
  const actor = async () =>
    (await visitors.query("select * from auth.session_actor($1)", [token])).rows;
  expect((await open("60 days")).rows).toEqual([{ opened: false }]);
  expect((await open("1 day")).rows).toEqual([{ opened: true }]);
  expect(await actor()).toMatchObject([
    { user_id: personId, organization_id: id, party: "bank", role: "officer", is_demo: false },
  ]);
  await admin.query("update auth.people set disabled_at = clock_timestamp() where id = $1", [
    personId,
  ]);
  expect(await actor()).toEqual([]);
  await admin.query("update auth.people set disabled_at = null where id = $1", [personId]);
  expect(await actor()).toHaveLength(1);
  await visitors.query("select auth.session_end($1)", [token]);
  expect(await actor()).toEqual([]);
});

test("a code works once, and never an older one", async () => {
  const { personId } = await makeEnterprise(admin);
  const use = async (step: number) =>
    (await sme.query<{ used: boolean }>("select auth.totp_use($1, $2) as used", [personId, step]))
      .rows[0]!.used;
  expect(
    await Promise.all([use(100), use(100), use(100)]).then((all) => all.filter(Boolean)),
  ).toHaveLength(1);
  expect(await use(99)).toBe(false);
  expect(await use(101)).toBe(true);
});

test("an authenticator is set up once", async () => {
  const { token } = await makeEnterprise(admin);
  const enrol = async (secret: string) =>
    (await visitors.query("select auth.totp_enrol($1, $2) as done", [token, Buffer.from(secret)]))
      .rows[0];
  expect(await enrol("mine")).toEqual({ done: true });
  expect(await enrol("another")).toEqual({ done: false });
});

const register = async (code: string, username: string = randomUUID()) =>
  (
    await visitors.query(
      "select refusal from auth.register_enterprise_owner($1, $2, $3, 'Li', 'hash')",
      [randomUUID(), code, username],
    )
  ).rows[0];

test("an enterprise is claimed once", async () => {
  const uscc = String(Date.now()).padStart(18, "1");
  await admin.query(
    "insert into app.enterprises (uscc, name, legal_representative, as_of) values ($1, 'X', 'Li', clock_timestamp())",
    [uscc],
  );
  const claims = await Promise.all([register(uscc), register(uscc), register(uscc)]);
  const refusals = claims.map(({ refusal }) => refusal);
  expect(refusals.filter((refusal) => refusal === null)).toHaveLength(1);
  expect(refusals.filter((refusal) => refusal === "ENTERPRISE_TAKEN")).toHaveLength(2);
  expect(await register("9".repeat(18))).toEqual({ refusal: "ENTERPRISE_UNKNOWN" });
});
