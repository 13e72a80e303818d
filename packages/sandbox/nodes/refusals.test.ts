import { randomUUID } from "node:crypto";
import { generateKeyPair } from "jose";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parseMonth } from "../city/calendar";
import { usccOf } from "../city/enterprise";
import { consentFor, startSandbox, type Sandbox } from "./sandbox-for-tests";

const city = { seed: 11, enterprises: 50, month: parseMonth("2026-10") };
const firm = usccOf(city, 3);
const tax = [{ item: "tax_declarations", granularity: "indicator" }];
const query = (changes: object = {}) => ({
  uscc: firm,
  item: "tax_declarations",
  granularity: "monthly",
  from: "2026-08",
  to: "2026-10",
  call: randomUUID(),
  ...changes,
});

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox(city);
});
afterAll(() => sandbox.stop());

async function ask(artefact: object | string | undefined, body: unknown, path = "tax/query") {
  const token = typeof artefact === "object" ? await sandbox.sign(artefact) : artefact;
  return sandbox.json("POST", `/agencies/${path}`, body, token);
}

test("a call without an artefact is refused", async () => {
  expect(await ask(undefined, query())).toEqual({
    status: 401,
    body: { status: 401, reason: "artefact_missing" },
  });
});

test("an artefact signed by anyone else, altered, or not JSON is invalid", async () => {
  const { privateKey } = await generateKeyPair("EdDSA");
  const foreign = await sandbox.sign(consentFor(firm, tax), privateKey);
  const own = await sandbox.sign(consentFor(firm, tax));
  const [header, , signature] = own.split(".");
  const other = Buffer.from(JSON.stringify(consentFor(usccOf(city, 4), tax))).toString("base64url");
  const unsigned = `${Buffer.from('{"alg":"none"}').toString("base64url")}.${other}.`;
  for (const token of [foreign, `${header}.${other}.${signature}`, unsigned, "nonsense"])
    expect((await ask(token, query())).body).toEqual({ status: 403, reason: "artefact_invalid" });
});

test.each([
  ["another kind", { kind: "receipt" }],
  ["no items", { items: undefined }],
  ["a period that is no period", { items: [{ ...tax[0], from: "2026", to: "2027" }] }],
  [
    "an inquiry that lives for an hour",
    { kind: "inquiry", validFrom: "2026-11-21T01:30:00Z", validTo: "2026-11-21T02:30:00Z" },
  ],
])("an artefact with %s is invalid", async (_case, changes) => {
  const { status, body } = await ask(consentFor(firm, tax, changes), query());
  expect([status, body["reason"]]).toEqual([403, "artefact_invalid"]);
});

test.each([
  ["not yet valid", { validFrom: "2026-11-21T02:00:00.001Z" }],
  ["over this instant", { validTo: "2026-11-21T02:00:00Z" }],
])("an artefact that is %s is expired", async (_case, changes) => {
  expect((await ask(consentFor(firm, tax, changes), query())).body).toEqual({
    status: 403,
    reason: "artefact_expired",
  });
});

test("another enterprise's artefact does not open this one", async () => {
  const { body } = await ask(consentFor(usccOf(city, 4), tax), query());
  expect(body).toEqual({ status: 403, reason: "enterprise_mismatch" });
});

test("an item or a kind of answer that was not consented to is not covered", async () => {
  const power = (granularity: string) =>
    consentFor(firm, [{ item: "electricity_usage", granularity }]);
  const question = {
    uscc: firm,
    item: "electricity_usage",
    question: "electricity_no_arrears_12m",
    call: randomUUID(),
  };
  const refusals = [
    await ask(consentFor(firm, tax), query({ item: "vat_invoices" })),
    await ask(consentFor(firm, [{ ...tax[0]!, granularity: "predicate" }]), query()),
    await ask(power("monthly"), question, "electricity/predicate"),
    await ask(power("predicate"), query({ item: "electricity_usage" }), "electricity/query"),
    await ask(consentFor(firm, tax), { uscc: firm, call: randomUUID() }, "gas/holdings"),
  ];
  for (const { body } of refusals)
    expect(body).toEqual({ status: 403, reason: "item_not_covered" });
});

test("months outside the period of the item are not covered", async () => {
  const half = consentFor(firm, [{ ...tax[0]!, from: "2026-09-01", to: "2026-10-31" }]);
  expect((await ask(half, query())).body).toEqual({ status: 403, reason: "period_not_covered" });
  expect((await ask(half, query({ from: "2026-09" }))).status).toBe(200);
  expect((await ask(half, query({ from: "2026-09", to: "2026-11" }))).status).toBe(403);
  const year = consentFor(firm, [
    { item: "electricity_usage", granularity: "predicate", from: "2025-11-01" },
  ]);
  const kept = { uscc: firm, item: "electricity_usage", call: randomUUID() };
  const asked = await ask(
    year,
    { ...kept, question: "electricity_use_kept_80_percent" },
    "electricity/predicate",
  );
  expect(asked.body).toEqual({ status: 403, reason: "period_not_covered" });
});

test("a call number is good once, at any node, and a refused call does not use it up", async () => {
  const artefact = consentFor(firm, [...tax, { item: "social_insurance", granularity: "band" }]);
  const call = randomUUID();
  expect((await ask(consentFor(usccOf(city, 4), tax), query({ call }))).status).toBe(403);
  expect((await ask(artefact, query({ call }))).status).toBe(200);
  expect((await ask(artefact, query({ call }))).body).toEqual({
    status: 403,
    reason: "call_replayed",
  });
  const shouted = { uscc: firm, call: call.toUpperCase() };
  expect((await ask(artefact, shouted, "human_resources/holdings")).body["reason"]).toBe(
    "call_replayed",
  );
});

test("of many equal calls at once exactly one is answered", async () => {
  const token = await sandbox.sign(consentFor(firm, tax));
  const body = query();
  const answers = await Promise.all(Array.from({ length: 20 }, () => ask(token, body)));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
});

test("an enterprise nobody knows is unknown", async () => {
  const nobody = usccOf({ ...city, enterprises: 60 }, 55);
  const asked = await ask(consentFor(nobody, tax), query({ uscc: nobody }));
  expect(asked.body).toEqual({ status: 404, reason: "enterprise_unknown" });
  const open = await sandbox.json("GET", `/agencies/market_regulation/enterprises/${nobody}`);
  expect(open.body).toEqual({ status: 404, reason: "enterprise_unknown" });
});

test("a question that is not registered, or asked of the wrong node, is unknown", async () => {
  const power = consentFor(firm, [{ item: "electricity_usage", granularity: "predicate" }]);
  const base = { uscc: firm, item: "electricity_usage", call: randomUUID() };
  for (const question of ["electricity_use_above_5000", "constructor"])
    expect((await ask(power, { ...base, question }, "electricity/predicate")).body).toEqual({
      status: 422,
      reason: "question_unknown",
    });
  const wrong = { ...base, item: "tax_declarations", question: "electricity_no_arrears_12m" };
  expect((await ask(power, wrong, "tax/predicate")).status).toBe(422);
});

const power = () => consentFor(firm, [{ item: "electricity_usage", granularity: "predicate" }]);
test("a second threshold of the same figure is refused in the month, to whoever asks", async () => {
  const put = async (question: string, artefact: object = power()) =>
    (
      await ask(
        artefact,
        { uscc: firm, item: "electricity_usage", question, call: randomUUID() },
        "electricity/predicate",
      )
    ).body;
  expect(await put("electricity_use_kept_80_percent")).toHaveProperty("answer");
  const refused = { status: 403, reason: "probing_refused" };
  expect(await put("electricity_use_kept_60_percent")).toEqual(refused);
  const other = { ...power(), recipient: usccOf(city, 4), purpose: "loan_application" };
  expect(await put("electricity_use_kept_60_percent", other)).toEqual(refused);
  expect(await put("electricity_use_kept_80_percent")).toHaveProperty("answer");
  expect(await put("electricity_active_10_of_12")).toHaveProperty("answer");
});

test.each([
  ["an unknown key", query({ extra: 1 })],
  ["a month that is none", query({ from: "2026-13" })],
  ["an end before the beginning", query({ from: "2026-10", to: "2026-08" })],
  ["a call that is no uuid", query({ call: "1" })],
  ["an item of another agency", query({ item: "gas_usage" })],
  ["a granularity not served", query({ granularity: "raw" })],
  ["text that is not JSON", "{"],
])("a body with %s is malformed", async (_case, body) => {
  expect((await ask(consentFor(firm, tax), body)).body).toEqual({
    status: 400,
    reason: "malformed",
  });
});
