import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { reportBytes, reportNumber, statementOf, type ReportContent } from "./content";

const content: ReportContent = {
  version: 1,
  kind: "report",
  number: "XYD-20261122-ABCDEFGH",
  enterprise: { uscc: "91310000000000000X", name: "甲" },
  scopes: ["tax_declarations:indicator"],
  period: { from: "2023-11-01", to: "2026-10-31" },
  at: "2026-11-22T04:00:00.000Z",
  facts: [{ scope: "tax_declarations:indicator", period: "2026-10-01", content: { b: 1, a: 2 } }],
  unreachable: [],
};
const hashOf = (one: ReportContent) => createHash("sha256").update(reportBytes(one)).digest("hex");

test("the hash of a report depends on what it says and not on the order it is written in", () => {
  const reordered = JSON.parse(
    JSON.stringify(Object.fromEntries(Object.entries(content).toReversed())),
  ) as ReportContent;
  expect(hashOf(reordered)).toBe(hashOf(content));
  const changed = { ...content, facts: [{ ...content.facts[0]!, content: { a: 3, b: 1 } }] };
  expect(hashOf(changed)).not.toBe(hashOf(content));
});

test("the platform attests whose report it is and its hash, and nothing that is in it", () => {
  const statement = statementOf(content, hashOf(content));
  expect(statement).toMatchObject({
    enterprise: "91310000000000000X",
    contentHash: hashOf(content),
  });
  expect(statement).not.toHaveProperty("facts");
});

test("a number tells the day and is never mistaken for another", () => {
  expect(reportNumber("2026-11-22", new Uint8Array([0, 9, 10, 33, 34, 255, 7, 8, 99]))).toMatch(
    /^XYD-20261122-[0-9A-Z]{8}$/,
  );
  expect(reportNumber("2026-11-22", new Uint8Array(8))).toBe("XYD-20261122-00000000");
});
