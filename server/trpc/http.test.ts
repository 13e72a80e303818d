import { randomUUID } from "node:crypto";
import { encode } from "next-auth/jwt";
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { cookies } from "@/server/auth/session-cookie";
import { env } from "@/server/env";
import { answerCall, bodyLimit } from "@/server/trpc/http";
import { poolOf } from "@/tests/database";
import { makeEnterprise, type SignedIn } from "@/tests/parties";

const own = {
  "x-xyd": "1",
  "sec-fetch-site": "same-origin",
  origin: env.APP_URL,
  "content-type": "application/json",
};
type Sent = {
  method?: string;
  headers?: Record<string, string | null>;
  body?: BodyInit;
  session?: string;
  address?: string;
};

/** A request as our own pages send it, but for what a test changes; `null` leaves a header out. */
async function call(
  path: string,
  { method = "GET", headers = {}, body, session, address = randomUUID() }: Sent = {},
) {
  const all = { ...own, "x-forwarded-for": address, ...headers };
  const given = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== null);
  const request = new Request(`${env.APP_URL}/api/trpc/${path}`, {
    method,
    headers: given,
    ...(body !== undefined && { body }),
  });
  const value = session ?? "";
  return answerCall(request, {
    get: (name) => (name === cookies.sessionToken.name && value ? { value } : undefined),
  });
}
const reasonOf = async (response: Response) => [
  response.status,
  ((await response.json()) as { reason: string }).reason,
];
const cookieOf = (sid: string) => encode({ token: { sid }, secret: env.NEXTAUTH_SECRET });
const begin = { method: "POST", body: JSON.stringify({ json: { username: "someone" } }) };

afterEach(() => vi.useRealTimers());

let owner: SignedIn;
beforeAll(async () => {
  owner = await makeEnterprise(poolOf("admin"));
});

describe("a call", () => {
  test("of a visitor is a visitor's, of a signed-in person is theirs", async () => {
    const visitor = await call("accounts.current");
    expect(visitor.status).toBe(200);
    expect(await visitor.json()).toMatchObject({ result: { data: { json: null } } });
    expect(visitor.headers.get("cache-control")).toBe("no-store");
    expect(visitor.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);

    const signedIn = await call("accounts.current", { session: await cookieOf(owner.token) });
    expect(await signedIn.json()).toMatchObject({
      result: {
        data: {
          json: { party: "sme", role: "owner", organization: { id: owner.id, name: owner.name } },
        },
      },
    });
  });

  test.each([
    [
      "of another secret",
      () =>
        encode({ token: { sid: owner.token }, secret: "another secret of thirty-two characters" }),
    ],
    [
      "without an id",
      () => encode({ token: { sub: owner.personId }, secret: env.NEXTAUTH_SECRET }),
    ],
    [
      "that has run out",
      () => encode({ token: { sid: owner.token }, secret: env.NEXTAUTH_SECRET, maxAge: -60 }),
    ],
    ["of an unknown session", () => cookieOf("nobody's")],
    ["that is none", async () => "garbage"],
  ])("with a cookie %s is a visitor's", async (_, cookie) => {
    const response = await call("accounts.current", { session: await cookie() });
    expect(await response.json()).toMatchObject({ result: { data: { json: null } } });
  });

  test("of a person dismissed a moment ago is a visitor's", async () => {
    const dismissed = await makeEnterprise(poolOf("admin"));
    const session = await cookieOf(dismissed.token);
    expect(JSON.stringify(await (await call("accounts.current", { session })).json())).toContain(
      dismissed.id,
    );
    await poolOf("admin").query(
      "update auth.people set disabled_at = clock_timestamp() where id = $1",
      [dismissed.personId],
    );
    expect(await (await call("accounts.current", { session })).json()).toMatchObject({
      result: { data: { json: null } },
    });
    expect((await call("enterprises.own", { session })).status).toBe(401);
  });
});

describe("from another site", () => {
  test.each([
    ["without our header", { "x-xyd": null }, "header_missing"],
    ["by its own account", { "sec-fetch-site": "cross-site" }, "site_refused"],
    ["from a sibling", { "sec-fetch-site": "same-site" }, "site_refused"],
    ["from the address bar", { "sec-fetch-site": "none" }, "site_refused"],
    ["with another origin", { origin: "https://evil.example" }, "origin_refused"],
    ["with the origin null", { origin: "null" }, "origin_refused"],
    ["with our host and another port", { origin: "http://localhost:3001" }, "origin_refused"],
    ["without an origin", { origin: null }, "origin_refused"],
  ])("%s a mutation is refused", async (_, headers, reason) => {
    expect(await reasonOf(await call("accounts.beginEnrolment", { ...begin, headers }))).toEqual([
      403,
      reason,
    ]);
  });

  test("a read without our header is refused as well", async () => {
    expect(await reasonOf(await call("accounts.current", { headers: { "x-xyd": null } }))).toEqual([
      403,
      "header_missing",
    ]);
  });

  test("from our own pages both are answered, with or without Sec-Fetch-Site", async () => {
    expect((await call("accounts.beginEnrolment", begin)).status).toBe(200);
    expect(
      (await call("accounts.beginEnrolment", { ...begin, headers: { "sec-fetch-site": null } }))
        .status,
    ).toBe(200);
    expect((await call("accounts.current", { headers: { origin: null } })).status).toBe(200);
  });

  test("a form cannot be a mutation, and a mutation not a GET", async () => {
    const form = { ...begin, headers: { "content-type": "text/plain" } };
    expect((await call("accounts.beginEnrolment", form)).status).toBe(415);
    expect(
      (
        await call(
          "accounts.beginEnrolment?input=%7B%22json%22%3A%7B%22username%22%3A%22someone%22%7D%7D",
        )
      ).status,
    ).toBe(405);
  });
});

const batch = (count: number, comma = ",") =>
  `${Array.from({ length: count }, () => "accounts.current").join(comma)}?batch=1&input=%7B%7D`;

describe("too much", () => {
  test("ten calls make a batch, eleven do not, however the comma is written", async () => {
    expect((await call(batch(10))).status).toBe(200);
    expect(await reasonOf(await call(batch(11)))).toEqual([413, "batch_too_large"]);
    expect((await call(batch(11, "%2C"))).status).toBe(413);
  });

  test("a large body is not read to its end, whatever its length claims", async () => {
    const large = "x".repeat(bodyLimit + 1);
    expect(
      await reasonOf(await call("accounts.beginEnrolment", { method: "POST", body: large })),
    ).toEqual([413, "body_too_large"]);
  });

  test("calls are counted, not requests: a spent budget says when to come back", async () => {
    // At once, however slow the machine is: the budget comes back by the second.
    vi.useFakeTimers({ toFake: ["Date"] });
    const address = randomUUID();
    let response = await call(batch(10), { address });
    for (let sent = 1; sent < 13 && response.status === 200; sent += 1)
      response = await call(batch(10), { address });
    expect(response.status).toBe(429);
    expect(Number(response.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await call("accounts.current", { address: randomUUID() })).status).toBe(200);
  });
});

describe("a bad request gets a neutral answer", () => {
  test.each([
    ["an unknown procedure", "accounts.nothing", {}, 404],
    ["input that is no JSON", "accounts.beginEnrolment", { method: "POST", body: "{" }, 400],
    [
      "an unknown key",
      "accounts.beginEnrolment",
      { method: "POST", body: JSON.stringify({ json: { username: "someone", role: "admin" } }) },
      400,
    ],
    ["a broken path", "%E0%A4%A", {}, 400],
  ] as [string, string, Sent, number][])("%s", async (_, path, sent, status) => {
    const response = await call(path, sent);
    expect(response.status).toBe(status);
    const text = await response.text();
    expect(text).not.toMatch(/stack|node_modules|select /);
  });
});
