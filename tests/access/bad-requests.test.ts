import { randomUUID } from "node:crypto";
import { encode } from "next-auth/jwt";
import { beforeAll, describe, expect, test } from "vitest";
import { cookies } from "@/server/auth/session-cookie";
import { env } from "@/server/env";
import { answerCall } from "@/server/trpc/http";
import { poolOf } from "@/tests/database";
import { makeEnterprise } from "@/tests/parties";

let session: string;
beforeAll(async () => {
  const { token } = await makeEnterprise(poolOf("admin"));
  session = await encode({ token: { sid: token }, secret: env.NEXTAUTH_SECRET });
});

type Sent = { method?: string; type?: string | null; body?: BodyInit; cookie?: string };

/** As our own pages send it but for what a test says, and always signed in. */
async function send(path: string, { method = "POST", type, body, cookie = session }: Sent = {}) {
  const headers = new Headers({
    "x-xyd": "1",
    "sec-fetch-site": "same-origin",
    origin: env.APP_URL,
    "x-forwarded-for": randomUUID(),
  });
  if (type !== null) headers.set("content-type", type ?? "application/json");
  const request = new Request(`${env.APP_URL}/api/trpc/${path}`, {
    method,
    headers,
    ...(body !== undefined && { body }),
  });
  const answer = await answerCall(request, {
    get: (name) => (name === cookies.sessionToken.name ? { value: cookie } : undefined),
  });
  return { status: answer.status, text: await answer.text() };
}

const query = (input: unknown, more = "") =>
  `needs.list?${more}input=${encodeURIComponent(JSON.stringify(input))}`;
const json = (value: unknown) => ({ body: JSON.stringify(value) });
const get = { method: "GET" };
/** A value that superjson is told to make something of. */
const made = (value: unknown, kind: unknown) =>
  json({ json: { needId: value }, meta: { values: { needId: [kind] } } });
const deep = (levels: number) => `${"[".repeat(levels)}${"]".repeat(levels)}`;

const cases: [name: string, path: string, sent: Sent, status: number][] = [
  ["half of a JSON", "needs.get", { body: '{"json":' }, 405],
  ["half of a JSON", "needs.withdraw", { body: '{"json":' }, 400],
  ["no body", "needs.withdraw", {}, 400],
  ["an empty body", "needs.withdraw", { body: "" }, 400],
  ["a body of NUL", "needs.withdraw", { body: "\0" }, 400],
  ["a body that is no UTF-8", "needs.withdraw", { body: new Uint8Array([0x22, 0xff, 0x22]) }, 400],
  ["a number", "needs.withdraw", json(5), 400],
  ["null", "needs.withdraw", json(null), 400],
  ["a list", "needs.withdraw", json([]), 400],
  ["text", "needs.withdraw", json("text"), 400],
  ["nesting without end", "needs.withdraw", { body: `{"json":${deep(50_000)}}` }, 400],
  ["a huge number", "needs.withdraw", { body: '{"json":{"needId":1e999}}' }, 400],
  ["the prototype", "needs.withdraw", { body: '{"json":{"__proto__":{"needId":1}}}' }, 400],
  ["NUL", "needs.withdraw", json({ json: { needId: "\0" } }), 400],
  ["half a character", "needs.withdraw", { body: '{"json":{"needId":"\\ud800"}}' }, 400],
  ["a bigint that is none", "needs.withdraw", made("many", "bigint"), 400],
  ["a date that is none", "needs.withdraw", made("someday", "Date"), 400],
  ["an address that is none", "needs.withdraw", made("nowhere", "URL"), 400],
  ["a pattern that is none", "needs.withdraw", made("/(/", "regexp"), 400],
  ["a set of nothing", "needs.withdraw", made(5, "set"), 400],
  ["a map of nothing", "needs.withdraw", made(5, "map"), 400],
  ["a class nobody knows", "needs.withdraw", made("a", ["class", "Actor"]), 400],
  ["a kind nobody knows", "needs.withdraw", made("a", "nonsense"), 400],
  [
    "meta of nothing",
    "needs.withdraw",
    json({ json: {}, meta: { values: { "a.b": ["Date"] } } }),
    400,
  ],
  [
    "meta of the prototype",
    "needs.withdraw",
    json({ json: {}, meta: { values: { "__proto__.x": ["Date"] } } }),
    400,
  ],
  ["meta that is a number", "needs.withdraw", json({ json: {}, meta: 5 }), 400],
  [
    "a value within itself",
    "needs.withdraw",
    json({ json: { a: {} }, meta: { referentialEqualities: { a: ["a.b"] } } }),
    400,
  ],
  ["a form", "needs.withdraw", { type: "application/x-www-form-urlencoded", body: "a=b" }, 415],
  ["plain text", "needs.withdraw", { type: "text/plain", body: "{}" }, 415],
  ["no kind", "needs.withdraw", { type: null, body: new Uint8Array([123, 125]) }, 415],
  ["a kind that is none", "needs.withdraw", { type: ";;;", body: "{}" }, 415],
  ["parts without a boundary", "needs.withdraw", { type: "multipart/form-data", body: "x" }, 400],
  ["parts", "needs.withdraw", { type: "multipart/form-data; boundary=a", body: "--a--" }, 400],
  ["bytes", "needs.withdraw", { type: "application/octet-stream", body: "x" }, 400],
  ["a procedure nobody knows", "needs.burn", json({ json: {} }), 404],
  ["the prototype's", "__proto__", json({}), 404],
  ["the constructor", "constructor", json({}), 404],
  ["what every object has", "needs.toString", json({}), 404],
  ["a router", "needs", json({}), 404],
  ["nothing", "", json({}), 404],
  ["a path of NUL", "%00", json({}), 404],
  ["a change asked for by GET", "needs.withdraw", get, 405],
  ["a question sent by POST", "needs.list", json({ json: {} }), 405],
  ["another method", "needs.withdraw", { method: "DELETE" }, 405],
  ["an input that is no JSON", "needs.list?input=%7B", get, 400],
  ["an input that is no text", "needs.list?input=%ff%fe", get, 400],
  ["an input of NUL", query({ json: { before: "\0" } }), get, 400],
  ["an input said twice", `${query({ json: {} })}&input=%7B`, get, 200],
  ["a batch that is a list", "needs.list,needs.list?batch=1&input=[]", get, 400],
  ["a batch that is null", "needs.list?batch=1&input=null", get, 400],
  ["a batch of what is not there", "needs.list,a?batch=1&input={}", get, 207],
  ["a batch of questions and changes", "needs.list,needs.withdraw?batch=1&input={}", get, 400],
  [
    "a batch of 11",
    `${Array.from({ length: 11 }, () => "needs.list").join(",")}?batch=1`,
    get,
    413,
  ],
  ["connection parameters", "needs.list?connectionParams=%7B", get, 400],
  ["9 MB", "needs.withdraw", { body: "x".repeat(9 * 1024 * 1024) }, 413],
  ["9 MB in pieces", "needs.withdraw", { body: new Blob(["x".repeat(9 * 1024 * 1024)]) }, 413],
  ["a cookie that is nobody's", "needs.list", { ...get, cookie: "x".repeat(5_000) }, 401],
  ["a cookie of nothing", "needs.list", { ...get, cookie: "a.b.c.d.e" }, 401],
];

describe("a bad request gets a plain answer, and never that something broke", () => {
  test.each(cases)("%s: %s", async (_, path, sent, status) => {
    const answer = await send(path, sent);
    expect(answer.status).toBe(status);
    expect(answer.text).not.toMatch(/stack|node_modules|select |superjson|at Object/);
  });
});

test("what is no text is told with its field", async () => {
  const { text } = await send("needs.withdraw", json({ json: { needId: "\0" } }));
  expect(text).toContain('"reason":"text_malformed","field":"needId"');
});
