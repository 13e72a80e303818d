import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { parseMonth } from "../city/calendar";
import { conditionOf } from "../city/condition";
import { enterpriseAt } from "../city/enterprise";
import { agencies, computedItems, isAgency } from "./catalogue";
import { consentFor, startSandbox, type Sandbox } from "./sandbox-for-tests";

const city = { seed: 11, enterprises: 400, month: parseMonth("2026-10") };
const all = Object.values(agencies)
  .flat()
  .map((item) => ({ item, granularity: computedItems.includes(item) ? "predicate" : "monthly" }));

/** The first firm that is old enough, did not fail, and holds everything. */
const firm = Array.from({ length: 400 }, (_, index) => enterpriseAt(city, index)).find(
  (enterprise) =>
    Object.values(enterprise.holds).every(Boolean) &&
    enterprise.quality > 0.3 &&
    conditionOf(city, enterprise).from < parseMonth("2022-06") &&
    conditionOf(city, enterprise).failures.length === 0,
)!;
const { uscc } = firm;

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox(city);
});
afterEach(() => {
  sandbox.world.faults.clear();
});
afterAll(() => sandbox.stop());

async function ask(path: string, body: object, artefact: object = consentFor(uscc, all)) {
  return sandbox.json(
    "POST",
    `/agencies/${path}`,
    { uscc, call: randomUUID(), ...body },
    await sandbox.sign(artefact),
  );
}

const cents = (texts: string[]) =>
  texts.reduce((sum, text) => sum + Math.round(Number(text) * 100), 0);
const setFault = (mode: string) => sandbox.json("POST", "/control/faults", { agency: "tax", mode });

const span = { granularity: "monthly", from: "2024-11", to: "2026-10" };

test("every agency answers 24 months of what it holds, and says when and from which batch", async () => {
  for (const [agency, items] of Object.entries(agencies)) {
    if (!isAgency(agency) || agency === "market_regulation" || agency === "electricity") continue;
    const item = items.at(-1);
    const { status, body } = await ask(`${agency}/query`, { item, ...span });
    expect(status).toBe(200);
    expect(body).toMatchObject({ agency, uscc, item, batch: `${item}-2026-10`, next: null });
    expect(body["asOf"]).toBe("2026-11-19T16:00:00.000Z");
    const months = (body["records"] as { month: string }[]).map(({ month }) => month);
    expect([months.length, months[0], months.at(-1)]).toEqual([24, "2024-11", "2026-10"]);
  }
});

test("the same question gets the same records", async () => {
  const first = await ask("tax/query", { item: "vat_invoices", ...span });
  const second = await ask("tax/query", { item: "vat_invoices", ...span });
  expect(second.body["records"]).toEqual(first.body["records"]);
});

test("single invoices come in pages that add up to the month's summary", async () => {
  const artefact = consentFor(uscc, [{ item: "vat_invoices", granularity: "raw" }]);
  const invoices: { direction: string; state: string; amount: string }[] = [];
  let cursor: string | null = null;
  let pages = 0;
  do {
    const asked = { item: "vat_invoices", granularity: "raw", from: "2025-11", to: "2026-10" };
    const { body } = await ask("tax/query", { ...asked, ...(cursor && { cursor }) }, artefact);
    invoices.push(...(body["records"] as typeof invoices));
    cursor = body["next"] as string | null;
    pages += 1;
  } while (cursor);
  const { body } = await ask("tax/query", { item: "vat_invoices", ...span, from: "2025-11" });
  const months = body["records"] as { issuedAmount: string; issuedCount: number }[];
  const valid = invoices.filter((one) => one.direction === "issued" && one.state === "valid");
  expect(pages).toBe(Math.ceil(invoices.length / 500));
  expect(valid.length).toBe(months.reduce((sum, { issuedCount }) => sum + issuedCount, 0));
  expect(cents(valid.map(({ amount }) => amount))).toBe(
    cents(months.map((one) => one.issuedAmount)),
  );
});

test("holdings name items and months, never a value; a consent sees its own items, an inquiry all", async () => {
  const own = consentFor(uscc, [{ item: "vat_invoices", granularity: "band" }]);
  const { body } = await ask("tax/holdings", {}, own);
  expect(body).toEqual({
    uscc,
    items: [{ item: "vat_invoices", from: "2023-05", to: "2026-10", records: 42 }],
  });
  const inquiry = consentFor(uscc, [], {
    kind: "inquiry",
    validFrom: "2026-11-21T01:58:00Z",
    validTo: "2026-11-21T02:03:00Z",
  });
  const items = (await ask("tax/holdings", {}, inquiry)).body["items"] as { item: string }[];
  expect(items.map(({ item }) => item)).toEqual([
    "tax_credit_grade",
    "tax_declarations",
    "vat_invoices",
  ]);
});

test("what is not held looks like what is empty", async () => {
  const poor = Array.from({ length: 400 }, (_, index) => enterpriseAt(city, index)).find(
    ({ holds }) => !holds.gas,
  )!;
  const artefact = consentFor(poor.uscc, all);
  const { status, body } = await ask(
    "gas/query",
    { uscc: poor.uscc, item: "gas_usage", ...span },
    artefact,
  );
  expect([status, body["records"], body["next"]]).toEqual([200, [], null]);
});

test("a predicate answers yes, no or unknown and carries no reading", async () => {
  const question = { item: "electricity_usage", question: "electricity_no_arrears_12m" };
  const { body } = await ask("electricity/predicate", question);
  expect(body).toEqual({
    agency: "electricity",
    uscc,
    question: "electricity_no_arrears_12m",
    answer: "yes",
    period: { from: "2025-11", to: "2026-10" },
    asOf: "2026-11-19T16:00:00.000Z",
  });
  const patch = { arrears: "12.50", paidOn: null };
  const overlay = { uscc, item: "electricity_usage", month: "2026-09" };
  expect((await sandbox.json("POST", "/control/overlay", { ...overlay, patch })).status).toBe(200);
  expect((await ask("electricity/predicate", question)).body["answer"]).toBe("no");
  await sandbox.json("POST", "/control/overlay", { ...overlay, patch: null });
  expect((await ask("electricity/predicate", question)).body["answer"]).toBe("yes");
  const dark = Array.from({ length: 400 }, (_, index) => enterpriseAt(city, index)).find(
    ({ holds }) => !holds.electricity,
  )!;
  const unknown = await ask(
    "electricity/predicate",
    { ...question, uscc: dark.uscc },
    consentFor(dark.uscc, all),
  );
  expect(unknown.body["answer"]).toBe("unknown");
});

test("the representative's insurance is answered month by month here, and leaves as one word", async () => {
  const question = { item: "representative_insurance", question: "representative_insured_6m" };
  const answers = new Set<unknown>();
  for (let index = 0; index < 30; index += 1) {
    const { uscc: one } = enterpriseAt(city, index);
    const own = consentFor(one, [{ item: question.item, granularity: "predicate" }]);
    const { body } = await ask("human_resources/predicate", { ...question, uscc: one }, own);
    expect(Object.keys(body)).not.toContain("records");
    answers.add(body["answer"]);
  }
  expect(answers.has("yes")).toBe(true);
  expect(answers.has("no")).toBe(true);
  const { body } = await ask("human_resources/predicate", question);
  const was = body["answer"];
  const overlay = { uscc, item: question.item, month: "2026-07", patch: { isInsured: false } };
  expect((await sandbox.json("POST", "/control/overlay", overlay)).status).toBe(200);
  expect((await ask("human_resources/predicate", question)).body["answer"]).toBe("no");
  await sandbox.json("POST", "/control/overlay", { ...overlay, patch: null });
  expect((await ask("human_resources/predicate", question)).body["answer"]).toBe(was);
  const data = await ask("human_resources/query", { item: question.item, ...span });
  expect(data.body).toEqual({ status: 403, reason: "item_not_covered" });
});

test("an overlay corrects one month, and only fields that exist", async () => {
  const overlay = { uscc, item: "tax_declarations", month: "2026-10" };
  await sandbox.json("POST", "/control/overlay", { ...overlay, patch: { taxableSales: "1.00" } });
  const { body } = await ask("tax/query", { item: "tax_declarations", ...span });
  const sales = (body["records"] as { taxableSales: string }[]).map(
    (record) => record.taxableSales,
  );
  expect(sales.filter((value) => value === "1.00")).toHaveLength(1);
  expect(sales.at(-1)).toBe("1.00");
  const wrong = await sandbox.json("POST", "/control/overlay", {
    ...overlay,
    patch: { nothing: 1 },
  });
  expect(wrong).toEqual({ status: 400, body: { status: 400, reason: "malformed" } });
});

test("a month can be marked as disputed: the record says so, and a question about it is unknown", async () => {
  const patch = { disputed: true };
  const declared = { uscc, item: "tax_declarations", month: "2026-09" };
  expect((await sandbox.json("POST", "/control/overlay", { ...declared, patch })).status).toBe(200);
  const { body } = await ask("tax/query", { item: "tax_declarations", ...span });
  const marked = (body["records"] as Record<string, unknown>[]).filter(({ disputed }) => disputed);
  expect(marked).toMatchObject([{ month: "2026-09", disputed: true }]);
  await sandbox.json("POST", "/control/overlay", { ...declared, patch: null });

  const question = { item: "electricity_usage", question: "electricity_no_arrears_12m" };
  const used = { uscc, item: "electricity_usage", month: "2026-08" };
  await sandbox.json("POST", "/control/overlay", { ...used, patch });
  expect((await ask("electricity/predicate", question)).body["answer"]).toBe("unknown");
  await sandbox.json("POST", "/control/overlay", { ...used, patch: null });
  expect((await ask("electricity/predicate", question)).body["answer"]).not.toBe("unknown");
  for (const bad of [
    { ...declared, patch: { disputed: false } },
    { uscc, item: "registration", month: null, patch },
  ])
    expect((await sandbox.json("POST", "/control/overlay", bad)).status).toBe(400);
});

test("a node can be slow, down, talk rubbish or answer about another firm, and recovers", async () => {
  const asked = () => ask("tax/query", { item: "tax_declarations", ...span });

  await setFault("down");
  expect(await asked()).toEqual({ status: 503, body: { status: 503, reason: "unavailable" } });
  expect((await ask("water/query", { item: "water_usage", ...span })).status).toBe(200);
  await setFault("garbage");
  await expect(asked()).rejects.toThrow(SyntaxError);
  await setFault("wrong_enterprise");
  const { status, body } = await asked();
  expect([status, body["uscc"] === uscc]).toEqual([200, false]);
  await setFault("slow");
  const before = performance.now();
  expect((await asked()).status).toBe(200);
  expect(performance.now() - before).toBeGreaterThan(140);
  await setFault("ok");
  expect((await asked()).body["uscc"]).toBe(uscc);
});

test("the registry knows the representative, and whether an identity number is theirs", async () => {
  const { body } = await sandbox.json("GET", `/agencies/market_regulation/enterprises/${uscc}`);
  expect(body).toMatchObject({ uscc, name: firm.name, industry: firm.industry.code });
  const person = (await sandbox.json("GET", `/control/people/${uscc}`)).body;
  const path = "/agencies/market_regulation/verify-person";
  expect((await sandbox.json("POST", path, person)).body).toEqual({ match: true });
  const other = { ...person, idNumber: "990101198001010000" };
  expect((await sandbox.json("POST", path, other)).body).toEqual({ match: false });
});

test("the public feed lists every firm once, in pages", async () => {
  const codes: string[] = [];
  let after: string | null = "0";
  while (after !== null) {
    const { body } = await sandbox.json("GET", `/city/enterprises?after=${after}&limit=150`);
    codes.push(
      ...(body["enterprises"] as { registration: { uscc: string } }[]).map(
        (one) => one.registration.uscc,
      ),
    );
    after = body["next"] as string | null;
  }
  expect(codes).toHaveLength(400);
  expect(new Set(codes).size).toBe(400);
  expect((await sandbox.json("GET", "/city/enterprises?limit=1001")).status).toBe(400);
});
