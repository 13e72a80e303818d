import type * as Crypto from "node:crypto";
import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { throttleDelaySeconds } from "@/domain/accounts/throttle";
import { totpStepAt } from "@/domain/accounts/totp";
import { env } from "@/server/env";
import { beginEnrolment, enrolledSecret } from "@/server/services/accounts/begin-enrolment";
import { findActor } from "@/server/services/accounts/find-actor";
import { hashPassword } from "@/server/services/accounts/password-hash";
import { signIn } from "@/server/services/accounts/sign-in";
import { throttleKey } from "@/server/services/accounts/throttle";
import { codeOfStep, newTotpSecret, sealTotpSecret } from "@/server/services/accounts/totp";
import type { PublicContext } from "@/server/services/context";
import { committed, poolOf } from "@/tests/database";
import { prolongWaits } from "@/tests/throttles";
import { drawDistinct } from "@/tests/totp";

/** What deriving a key from a password was asked to cost, each time. */
const derived: object[] = [];
vi.mock("node:crypto", async (original) => {
  const crypto = await original<typeof Crypto>();
  const argon2: typeof crypto.argon2 = (algorithm, parameters, callback) => {
    const { message: _secret, nonce: _salt, ...cost } = parameters;
    derived.push({ algorithm, ...cost });
    crypto.argon2(algorithm, parameters, callback);
  };
  return { ...crypto, argon2 };
});

const password = "three willows by the river";
const db = committed("public", "");
/** One moment for all: a code is another one half a minute later. */
const moment = new Date();
const at = (now = moment): PublicContext => ({
  db,
  actor: null,
  now,
  channel: "page",
  requestId: randomUUID(),
});
let passwordHash: string;
beforeAll(async () => {
  passwordHash = await hashPassword(password);
});

type Over = { secret?: Buffer | null; isDemo?: boolean; disabled?: boolean };

const aSecret = () => drawDistinct(newTotpSecret, (secret) => secret, moment);

async function anAnalyst({ isDemo = false, disabled = false, ...over }: Over = {}) {
  const secret = over.secret === undefined ? await aSecret() : over.secret;
  const id = randomUUID();
  const username = `a-${id.slice(0, 13)}`;
  await poolOf("admin").query(
    `insert into auth.people (id, username, name, party, role, password_hash, totp_secret, is_demo, disabled_at)
     values ($1, $2, 'Zhao', 'credit_office', 'analyst', $3, $4, $5, case when $6 then clock_timestamp() end)`,
    [id, username, passwordHash, secret && sealTotpSecret(id, secret), isDemo, disabled],
  );
  const code = (steps = 0) => codeOfStep(secret ?? Buffer.alloc(20), totpStepAt(moment) + steps);
  return { id, username, code };
}

const from = () => `test-${randomUUID()}`;
const refusalOf = async (attempt: Promise<unknown>) =>
  attempt.then(
    () => "signed in",
    (error: Error & { code?: string }) => `${error.code} ${error.message}`,
  );

/** What a wrong password made us derive. */
const derivedFor = async (username: string) => {
  derived.length = 0;
  await refusalOf(signIn(at(), { username, password: "not the password" }, from()));
  return [...derived];
};

describe("signing in", () => {
  test("with password and code opens a session of that person", async () => {
    const analyst = await anAnalyst();
    const token = await signIn(
      at(),
      { username: ` ${analyst.username.toUpperCase()}`, password, code: analyst.code() },
      from(),
    );
    expect(Buffer.from(token, "base64url")).toHaveLength(32);
    expect(await findActor(db, token)).toMatchObject({
      userId: analyst.id,
      party: "credit_office",
      role: "analyst",
    });
    const stored = await poolOf("admin").query(
      "select token_hash::text from auth.sessions where person_id = $1",
      [analyst.id],
    );
    expect(JSON.stringify(stored.rows)).not.toContain(token);
  });

  test("unknown, wrong, dismissed and without a code are refused alike", async () => {
    const [right, dismissed] = [await anAnalyst(), await anAnalyst({ disabled: true })];
    const attempts = [
      { username: "nobody-of-that-name", password, code: "123456" },
      { username: right.username, password: "not the password", code: right.code() },
      { username: right.username, password, code: right.code(5) },
      { username: right.username, password },
      { username: dismissed.username, password, code: dismissed.code() },
    ];
    for (const attempt of attempts)
      expect(await refusalOf(signIn(at(), attempt, from()))).toBe("UNAUTHORIZED sign_in_refused");
  });

  // Argon2 is nearly all of the time; how long it takes is the machine's, what it is asked for is ours.
  test("an unknown name costs as much time as a wrong password", async () => {
    const known = await derivedFor((await anAnalyst()).username);
    expect(known).toEqual([
      { algorithm: "argon2id", memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 },
    ]);
    expect(await derivedFor(`nobody-${randomUUID()}`)).toEqual(known);
  });

  test("five failures make a wait, for names that exist and names that do not", async () => {
    const known = await anAnalyst();
    for (const username of [known.username, `nobody-${randomUUID()}`]) {
      for (let failure = 0; failure < 5; failure += 1)
        expect(await refusalOf(signIn(at(), { username, password: "wrong" }, from()))).toBe(
          "UNAUTHORIZED sign_in_refused",
        );
      await prolongWaits();
      const correct = { username, password, code: known.code() };
      expect(await refusalOf(signIn(at(), correct, from()))).toBe("TOO_MANY_REQUESTS sign_in_wait");
    }
  });

  test("one address that guesses many names waits as well", async () => {
    const address = from();
    for (let failure = 0; failure < 5; failure += 1)
      await refusalOf(
        signIn(at(), { username: `nobody-${randomUUID()}`, password: "wrong" }, address),
      );
    await prolongWaits();
    const fresh = { username: `nobody-${randomUUID()}`, password: "wrong" };
    expect(await refusalOf(signIn(at(), fresh, address))).toBe("TOO_MANY_REQUESTS sign_in_wait");
  });

  test("the database waits as long as the rule says", async () => {
    const key = randomUUID();
    for (let failures = 1; failures <= 16; failures += 1) {
      const hit = await poolOf("public").query("select failures from auth.throttle_hit($1)", [key]);
      expect(hit.rows).toEqual([{ failures }]);
      const { rows } = await poolOf("admin").query<{ wait: string | null }>(
        "select extract(epoch from blocked_until - updated_at) as wait from auth.throttles where key = $1",
        [key],
      );
      expect(Number(rows[0]?.wait ?? 0)).toBe(throttleDelaySeconds(failures));
      await poolOf("admin").query("update auth.throttles set blocked_until = null where key = $1", [
        key,
      ]);
    }
  });

  test("of twenty guesses at once that have to wait for each other, one is judged", async () => {
    const username = `nobody-${randomUUID()}`;
    const guess = () => refusalOf(signIn(at(), { username, password: "wrong" }, from()));
    await guess();
    // As after many: the wait that the first of them makes is a quarter of an hour.
    const account = throttleKey("sign-in", "account", username);
    await poolOf("admin").query("update auth.throttles set failures = 20 where key = $1", [
      account,
    ]);
    const outcomes = await Promise.all(Array.from({ length: 20 }, guess));
    expect(outcomes.filter((outcome) => outcome.startsWith("UNAUTHORIZED"))).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome.startsWith("TOO_MANY"))).toHaveLength(19);
  });

  test("a code opens one session, even when it is sent twice at once", async () => {
    const analyst = await anAnalyst();
    const attempt = { username: analyst.username, password, code: analyst.code() };
    const outcomes = await Promise.all([
      refusalOf(signIn(at(), attempt, from())),
      refusalOf(signIn(at(), attempt, from())),
    ]);
    expect(outcomes.toSorted()).toEqual(["UNAUTHORIZED sign_in_refused", "signed in"]);
  });

  test("seeded people are for demos: nowhere else does their password open anything", async () => {
    const seeded = await anAnalyst({ isDemo: true });
    const attempt = { username: seeded.username, password, code: seeded.code() };
    const configuration = env as { DEMO: boolean };
    configuration.DEMO = false;
    try {
      expect(await refusalOf(signIn(at(), attempt, from()))).toContain("sign_in_refused");
    } finally {
      configuration.DEMO = true;
    }
    expect(await refusalOf(signIn(at(), attempt, from()))).toBe("signed in");
  });

  test("every refusal is in the security log, without a name", async () => {
    const context = at();
    await refusalOf(
      signIn(context, { username: "nobody-of-that-name", password: "wrong" }, from()),
    );
    const { rows } = await poolOf("admin").query(
      "select * from auth.security_log where request_id = $1",
      [context.requestId],
    );
    expect(rows).toMatchObject([{ code: "SIGN_IN_REFUSED" }]);
    expect(JSON.stringify(rows)).not.toContain("nobody-of-that-name");
  });
});

describe("the first sign-in of a person without an authenticator", () => {
  test("asks for one after the right password only", async () => {
    const analyst = await anAnalyst({ secret: null });
    const { username } = analyst;
    expect(await refusalOf(signIn(at(), { username, password: "wrong" }, from()))).toBe(
      "UNAUTHORIZED sign_in_refused",
    );
    expect(await refusalOf(signIn(at(), { username, password }, from()))).toBe(
      "UNAUTHORIZED totp_enrolment_required",
    );
  });

  test("sets up the one that shows the right code, once", async () => {
    const { username } = await anAnalyst({ secret: null });
    const begin = () => beginEnrolment(at(), { username }).enrolment;
    const secretOf = (enrolment: string) => enrolledSecret(enrolment, moment);
    const codeOf = (enrolment: string) => codeOfStep(secretOf(enrolment), totpStepAt(moment));
    const enrolment = await drawDistinct(begin, secretOf, moment);
    const other = await drawDistinct(begin, secretOf, moment, [secretOf(enrolment)]);
    const code = codeOf(enrolment);
    expect(
      await refusalOf(signIn(at(), { username, password, code, enrolment: other }, from())),
    ).toContain("sign_in_refused");
    await signIn(at(), { username, password, code, enrolment }, from());

    expect(
      await refusalOf(
        signIn(at(), { username, password, code: codeOf(other), enrolment: other }, from()),
      ),
    ).toContain("sign_in_refused");
  });

  test("does not take an enrolment that is stale or not ours", async () => {
    const { username } = await anAnalyst({ secret: null });
    const { enrolment } = beginEnrolment(
      { now: new Date(moment.getTime() - 16 * 60_000) },
      { username },
    );
    for (const sent of [
      enrolment,
      "AAAA",
      enrolment.replace(/^./, (first) => (first === "A" ? "B" : "A")),
    ])
      expect(
        await refusalOf(
          signIn(at(), { username, password, code: "123456", enrolment: sent }, from()),
        ),
      ).toContain("step_expired");
  });
});
