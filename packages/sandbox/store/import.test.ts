import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parseMonth } from "../city/calendar";
import { consentFor, startSandbox, type Sandbox } from "../nodes/sandbox-for-tests";
import { openStore } from "./store";

const city = { seed: 11, enterprises: 20, month: parseMonth("2026-10") };

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox(city);
});
afterAll(() => sandbox.stop());

const line = (changes: object = {}) => ({
  enterprise: "E1",
  direction: "issued",
  number: "00393541",
  on: "2020-02-11",
  counterparty: "A00297",
  amount: "100.00",
  tax: "13.00",
  total: "113.00",
  state: "valid",
  ...changes,
});
const ndjson = (...lines: object[]) => lines.map((one) => JSON.stringify(one)).join("\n");
const put = (...lines: object[]) =>
  sandbox.json("PUT", "/control/invoices/contest", ndjson(...lines));

const dirty = [
  line(),
  line({ number: "2", on: "2020-01-31", counterparty: "A1", amount: "1000.00", total: "1130.00" }),
  line({
    number: "2",
    on: "2020-01-31",
    counterparty: "A1",
    amount: "-400.00",
    tax: "-52.00",
    total: "-452.00",
  }),
  line({ number: "3", on: "2020-01-05", state: "void" }),
  line({
    number: "4",
    on: "2019-11-30",
    direction: "received",
    counterparty: "B1",
    amount: "70.00",
    total: "83.05",
  }),
  line({ enterprise: "E2", on: "2019-12-01" }),
];

type Mapped = { uscc: string; externalReference: string; name: string };
async function mapping() {
  const { body } = await sandbox.json("GET", "/control/enterprises");
  return new Map((body["enterprises"] as Mapped[]).map((one) => [one.externalReference, one]));
}

async function query(uscc: string, granularity: string, item = "vat_invoices") {
  const token = await sandbox.sign(consentFor(uscc, [{ item, granularity }]));
  const asked = { uscc, item, granularity, from: "2024-01", to: "2026-10", call: randomUUID() };
  const { body } = await sandbox.json("POST", "/agencies/tax/query", asked, token);
  return body["records"] as Record<string, unknown>[];
}

test("imported invoices are served as summaries and one by one, moved so that the last month is the city's", async () => {
  expect((await put(...dirty)).body).toEqual({ dataset: "contest", invoices: 6, enterprises: 2 });
  const { uscc } = (await mapping()).get("E1")!;
  expect(uscc).toMatch(/^91990101MB/);
  const months = await query(uscc, "monthly");
  expect(months.map((one) => one["month"])).toEqual(["2026-07", "2026-08", "2026-09", "2026-10"]);
  expect(months[2]).toMatchObject({
    issuedCount: 2,
    issuedAmount: "600.00",
    issuedVoid: 1,
    issuedRed: 1,
    issuedCounterparties: 1,
    topCounterparty: "A1",
    customers: [{ code: "A1", amount: "600.00" }],
  });
  expect(months[0]).toMatchObject({ receivedCount: 1, receivedAmount: "70.00", issuedCount: 0 });
  const invoices = await query(uscc, "raw");
  expect(invoices.map((one) => one["on"])).toEqual([
    "2026-07-30",
    "2026-09-05",
    "2026-09-30",
    "2026-09-30",
    "2026-10-11",
  ]);
  expect(invoices[0]).toMatchObject({ amount: "70.00", tax: "13.00", total: "83.05" });
});

test("importing the same data set again changes nothing, not even the codes", async () => {
  await put(...dirty);
  const before = await mapping();
  const invoices = await query(before.get("E1")!.uscc, "raw");
  await put(...dirty);
  expect(await mapping()).toEqual(before);
  expect(await query(before.get("E1")!.uscc, "raw")).toEqual(invoices);
});

test("one bad line and nothing of the request is taken", async () => {
  await put(...dirty);
  const { status, body } = await put(line(), line({ amount: "1e5" }));
  expect([status, body["reason"]]).toEqual([400, "malformed_line_2"]);
  const { uscc } = (await mapping()).get("E1")!;
  expect(await query(uscc, "raw")).toHaveLength(5);
});

test("an imported firm is in the public feed and holds its invoices only", async () => {
  await put(...dirty);
  const { uscc } = (await mapping()).get("E1")!;
  const { body } = await sandbox.json("GET", "/city/enterprises?after=15");
  const feed = body["enterprises"] as { registration: Record<string, unknown> }[];
  expect(feed.map(({ registration }) => registration["uscc"])).toContain(uscc);
  expect(feed).toHaveLength(5 + 2);
  const all = ["vat_invoices", "tax_declarations"].map((item) => ({
    item,
    granularity: "monthly",
  }));
  const token = await sandbox.sign(consentFor(uscc, all));
  const held = await sandbox.json(
    "POST",
    "/agencies/tax/holdings",
    { uscc, call: randomUUID() },
    token,
  );
  expect(held.body["items"]).toEqual([
    { item: "vat_invoices", from: "2026-07", to: "2026-10", records: 4 },
  ]);
});

test("ratings become decisions and outcomes of the first bank, and of no other", async () => {
  await put(...dirty, line({ enterprise: "E3" }));
  const ratings = ndjson(
    { externalReference: "E1", rating: "A", defaulted: false, name: "***电器销售有限公司" },
    { externalReference: "E2", rating: "C", defaulted: true },
    { externalReference: "E3", rating: "D", defaulted: true },
  );
  const taken = await sandbox.json("POST", "/control/ratings?dataset=contest", ratings);
  expect(taken.body).toEqual({ dataset: "contest", ratings: 3 });
  const firms = await mapping();
  expect(firms.get("E1")?.name).toBe("***电器销售有限公司");
  const outcomes = async (code: string) => {
    const { body } = await sandbox.json("GET", `/banks/${code}/history?limit=1000`);
    return (body["applications"] as Record<string, unknown>[])
      .filter(({ origin }) => origin === "imported_rating")
      .map((one) => [one["uscc"], one["decision"], one["status"], one["reasonCodes"]]);
  };
  expect(await outcomes("jiangpan")).toEqual([
    [firms.get("E1")?.uscc, "offered", "settled", []],
    [firms.get("E2")?.uscc, "offered", "defaulted", []],
    [firms.get("E3")?.uscc, "offered", "defaulted", []],
    [firms.get("E3")?.uscc, "declined", null, ["R205"]],
  ]);
  expect(await outcomes("yuanxiu")).toEqual([]);
});

test("the store outlives the process: calls stay used, overlays stay laid", () => {
  const directory = mkdtempSync(path.join(tmpdir(), "sandbox-"));
  const file = path.join(directory, "store.sqlite");
  const call = randomUUID();
  const first = openStore(file);
  expect(first.useCall(call, new Date())).toBe(true);
  first.setOverlay("X", "gas_usage", "2026-01", { bill: "1.00" });
  first.close();
  const second = openStore(file);
  expect(second.useCall(call, new Date())).toBe(false);
  expect(second.overlay("X", "gas_usage").get("2026-01")).toEqual({ bill: "1.00" });
  second.close();
  rmSync(directory, { recursive: true });
});
