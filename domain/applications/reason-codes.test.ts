import { expect, test } from "vitest";
import { facts } from "@/domain/profiles/indicators";
import { declineReasonCodes, findReason, reasonCodeList, reasonCodes } from "./reason-codes";

test.each(reasonCodeList)("%s is complete and points at registered facts", (code) => {
  const { text, advice, facts: pointsAt } = reasonCodes[code];
  for (const words of [text.zh, text.en, advice.zh, advice.en])
    expect(words.length).toBeGreaterThan(3);
  for (const fact of pointsAt) expect(facts.has(fact)).toBe(true);
});

test("only silence and delay count against the bank", () => {
  expect(reasonCodeList.filter((code) => reasonCodes[code].countsAgainstBank)).toEqual([
    "R704",
    "R705",
  ]);
});

test("a bank does not decline in the enterprise's name", () => {
  expect(declineReasonCodes).toContain("R101");
  expect(declineReasonCodes).not.toContain("R801");
});

test("codes of others are not ours", () => {
  expect(findReason("R999")).toBeNull();
  expect(findReason("constructor")).toBeNull();
  expect(findReason("R203")?.facts).toContain("serious_penalties_24m");
});
