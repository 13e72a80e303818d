import { randomUUID } from "node:crypto";
import type { Account, User } from "next-auth";
import { NextRequest } from "next/server";
import { afterEach, describe, expect, test, vi } from "vitest";
import { answerAuth } from "@/server/auth/answer-auth";
import { authOptions } from "@/server/auth/options";
import { cookies } from "@/server/auth/session-cookie";
import { env } from "@/server/env";
import { findActor } from "@/server/services/accounts/find-actor";
import { committed, poolOf } from "@/tests/database";
import { signIn } from "@/tests/parties";

const form = {
  origin: env.APP_URL,
  "sec-fetch-site": "same-origin",
  "content-type": "application/x-www-form-urlencoded",
  "content-length": "9",
};

async function post(headers: Record<string, string | null>, address: string = randomUUID()) {
  const all = { ...form, "x-forwarded-for": address, ...headers };
  const given = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== null);
  const request = new NextRequest(`${env.APP_URL}/api/auth/callback/credentials`, {
    method: "POST",
    headers: given,
    body: "json=true",
  });
  // Whatever is let in meets next-auth, which needs a request of Next's own: a browser tests that.
  const params = Promise.resolve({ nextauth: ["callback", "credentials"] });
  return answerAuth(request, { params }).catch(() => new Response(null, { status: 299 }));
}

afterEach(() => vi.useRealTimers());

describe("a form of signing in", () => {
  test("of our own pages is let in", async () => {
    expect((await post({})).status).toBe(299);
  });

  test.each([
    ["of another site", { origin: "https://evil.example" }, 403],
    ["of nobody's origin", { origin: "null" }, 403],
    ["without an origin", { origin: null }, 403],
    ["that a browser calls cross-site", { "sec-fetch-site": "cross-site" }, 403],
    ["of unknown length", { "content-length": null }, 411],
    ["too long", { "content-length": "20000" }, 413],
    ["of no length", { "content-length": "many" }, 413],
    ["in JSON", { "content-type": "application/json" }, 415],
  ])("%s is not", async (_, headers, status) => {
    expect((await post(headers)).status).toBe(status);
  });

  test("comes forty times at once from one address, then is told when to come back", async () => {
    // At once, however slow the machine is: an attempt comes back every two seconds.
    vi.useFakeTimers({ toFake: ["Date"] });
    const address = randomUUID();
    const statuses = [];
    for (let sent = 0; sent < 41; sent += 1) statuses.push((await post({}, address)).status);
    expect(statuses.indexOf(429)).toBe(40);
    expect(Number((await post({}, address)).headers.get("retry-after"))).toBeGreaterThan(0);
  });
});

describe("the address to go back to", () => {
  const params = Promise.resolve({ nextauth: ["session"] });
  const ask = (search: string, cookie = "") => {
    const headers = { cookie: cookie && `${cookies.callbackUrl.name}=${cookie}` };
    const request = new NextRequest(`${env.APP_URL}/api/auth/session${search}`, { headers });
    return answerAuth(request, { params }).catch(() => new Response(null, { status: 299 }));
  };

  test.each([
    ["is none, in the query", "?callbackUrl=nowhere", ""],
    ["is a script", "?callbackUrl=javascript:alert(1)", ""],
    ["is NUL", "?callbackUrl=%00", ""],
    ["is none, in the cookie", "", "nowhere"],
  ])("that %s is refused", async (_, search, cookie) => {
    expect((await ask(search, cookie)).status).toBe(400);
  });

  test.each([
    ["a path", "?callbackUrl=%2Fsme", ""],
    ["absent", "", ""],
    ["ours", "", encodeURIComponent(`${env.APP_URL}/sme`)],
  ])("that is %s is let in", async (_, search, cookie) => {
    expect((await ask(search, cookie)).status).toBe(299);
  });

  test.each([
    ["/sme?a=1", `${env.APP_URL}/sme?a=1`],
    [`${env.APP_URL}/bank`, `${env.APP_URL}/bank`],
    ["https://evil.example/", env.APP_URL],
    ["//evil.example/", env.APP_URL],
    ["/\\evil.example/", env.APP_URL],
    ["http://[", env.APP_URL],
  ])("%s leads to %s", async (url, target) => {
    expect(await authOptions.callbacks?.redirect?.({ url, baseUrl: env.APP_URL })).toBe(target);
  });
});

type Authorize = (sent: Record<string, string>, request: object) => Promise<User | null>;
const authorizeOf = (id: string) => {
  const provider = authOptions.providers.find(({ options }) => options?.["id"] === id);
  return (provider?.options as { authorize: Authorize } | undefined)?.authorize;
};

describe("what next-auth gets to know", () => {
  test("is the session's id, of the user and of the token alike", async () => {
    const { personId } = await signIn(poolOf("admin"), "credit_office", "analyst");
    await poolOf("admin").query("update auth.people set is_demo = true where id = $1", [personId]);
    const user = await authorizeOf("demo")?.({ personId, csrfToken: "x" }, { headers: {} });
    expect(Object.keys(user ?? {})).toEqual(["id"]);
    expect(await findActor(committed("public", ""), user?.id ?? "")).toMatchObject({
      userId: personId,
    });

    const token = await authOptions.callbacks?.jwt?.({
      token: { name: "Wang", email: "w@example", sub: "1" },
      user: user ?? { id: "" },
      account: {} as Account,
      trigger: "signIn",
    });
    expect(token).toEqual({ sid: user?.id });
  });

  test.each([
    ["credentials", { username: "nobody-of-that-name", password: "wrong" }],
    ["credentials", { username: "nobody\0", password: "wrong" }],
    ["credentials", { username: "x".repeat(5000), password: "wrong" }],
    ["credentials", {}],
    ["demo", { personId: "1' or '1'='1" }],
    ["demo", { personId: randomUUID() }],
  ])("%s with %j is one refusal", async (provider, sent) => {
    await expect(
      authorizeOf(provider)?.(sent as Record<string, string>, { headers: {} }),
    ).rejects.toThrow(/^sign_in_refused$/);
  });
});

test("cookies are bound to the host, out of scripts' reach and not sent along from elsewhere", () => {
  for (const { name, options } of Object.values(cookies)) {
    expect(name).toMatch(/^__Host-/);
    expect(options).toEqual({ httpOnly: true, sameSite: "lax", path: "/", secure: true });
  }
});
