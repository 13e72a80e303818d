import { encode } from "next-auth/jwt";
import { expect, test } from "vitest";
import { answerLive } from "@/server/api/live";
import { cookies, readSessionToken } from "@/server/auth/session-cookie";
import { env } from "@/server/env";
import { poolOf } from "@/tests/database";
import { makeBank, signIn } from "@/tests/parties";

/** What a page would be told, piece by piece. */
async function watch(token: string | null, abort = new AbortController()) {
  const response = await answerLive(token, abort.signal);
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  const next = async () => (await reader?.read())?.value;
  return { response, next, abort };
}

const anEvent = () =>
  poolOf("admin").query(
    "insert into app.events (name, subject_id, at) values ('loan.repaid', gen_random_uuid(), clock_timestamp())",
  );

test("an analyst's page is told that something happened, and nothing of what", async () => {
  const { token } = await signIn(poolOf("admin"), "credit_office", "analyst");
  const { response, next, abort } = await watch(token);
  expect(response.headers.get("content-type")).toContain("text/event-stream");
  expect(response.headers.get("cache-control")).toContain("no-store");
  expect(await next()).toContain("retry: ");
  await anEvent();
  expect(await next()).toBe("event: change\ndata:\n\n");
  abort.abort();
  expect(await next()).toBeUndefined();
});

test("a page that has gone before anybody listens is watched by nobody", async () => {
  const { token } = await signIn(poolOf("admin"), "credit_office", "analyst");
  const gone = new AbortController();
  gone.abort();
  const { next } = await watch(token, gone);
  expect(await next()).toBeUndefined();
});

test("the stream ends with the session, before another word", async () => {
  const { token } = await signIn(poolOf("admin"), "credit_office", "supervisor");
  const { next } = await watch(token);
  await next();
  await poolOf("admin").query(
    "update auth.sessions set ended_at = clock_timestamp() where token_hash = sha256(convert_to($1, 'UTF8'))",
    [token],
  );
  await anEvent();
  expect(await next()).toBeUndefined();
});

test("a dismissed analyst hears nothing more", async () => {
  const { token, personId } = await signIn(poolOf("admin"), "credit_office", "analyst");
  const { next } = await watch(token);
  await next();
  await poolOf("admin").query(
    "update auth.people set disabled_at = clock_timestamp() where id = $1",
    [personId],
  );
  await anEvent();
  expect(await next()).toBeUndefined();
});

test("nobody else may listen", async () => {
  const bank = await makeBank(poolOf("admin"));
  for (const token of [null, "no session", bank.token])
    expect((await watch(token)).response.status).toBe(401);
  const forged = await encode({ token: { sid: "x" }, secret: `${env.NEXTAUTH_SECRET}!` });
  const jar = {
    get: (name: string) => (name === cookies.sessionToken.name ? { value: forged } : undefined),
  };
  expect(await readSessionToken(jar)).toBeNull();
});
