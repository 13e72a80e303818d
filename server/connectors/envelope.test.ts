import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { newWrappedKey, openFact, sealFact, unwrapKey } from "@/server/connectors/envelope";

const master = randomBytes(32);
const address = {
  enterpriseId: "0192f3a0-0000-7000-8000-000000000001",
  scope: "tax_declarations:band",
  period: "2026-10-01",
};

test("a fact opens with the key and address it was sealed for", () => {
  const key = unwrapKey(master, newWrappedKey(master));
  const body = sealFact(key, address, { taxRevenue: "12850000" });
  expect(body.includes("12850000")).toBe(false);
  expect(openFact(key, address, body)).toEqual({ taxRevenue: "12850000" });
});

test.each([
  ["another enterprise", { ...address, enterpriseId: "0192f3a0-0000-7000-8000-000000000002" }],
  ["another granularity", { ...address, scope: "tax_declarations:monthly" }],
  ["another month", { ...address, period: "2026-09-01" }],
])("a fact does not open for %s", (_case, elsewhere) => {
  const key = unwrapKey(master, newWrappedKey(master));
  const body = sealFact(key, address, { value: 1 });
  expect(() => openFact(key, elsewhere, body)).toThrow("authenticate");
});

test("the key of one granularity does not open another's rows", () => {
  const bandKey = unwrapKey(master, newWrappedKey(master));
  const rawKey = unwrapKey(master, newWrappedKey(master));
  expect(() => openFact(bandKey, address, sealFact(rawKey, address, {}))).toThrow("authenticate");
});

test("a data key wrapped under another master does not unwrap", () => {
  expect(() => unwrapKey(randomBytes(32), newWrappedKey(master))).toThrow("authenticate");
});

test("what is cut short does not open, whatever is left of its tag", () => {
  const key = unwrapKey(master, newWrappedKey(master));
  const body = sealFact(key, address, {});
  for (const length of [0, 4, 12, 15, 20, body.length - 1])
    expect(() => openFact(key, address, body.subarray(0, length))).toThrow(
      /tag|authenticate|nonce|initialization/i,
    );
});

test("a flipped bit is noticed", () => {
  const key = unwrapKey(master, newWrappedKey(master));
  const body = sealFact(key, address, { value: 1 });
  body[20] = (body[20] ?? 0) ^ 1;
  expect(() => openFact(key, address, body)).toThrow("authenticate");
});
