import { expect, test } from "vitest";
import { drawerOf } from "@/tests/drawing";
import { ShelfStatus } from "./shelf-status";

const draw = drawerOf(["states"]);
const today = "2026-11-22";

test.each([
  ["zh-CN" as const, "在售", "已过期：有效至2026年11月21日", "2026年12月1日起才能申请", "已下架"],
  [
    "en" as const,
    "On offer",
    "Expired: last day was 21 Nov 2026",
    "before 1 Dec 2026",
    "Withdrawn",
  ],
])("what is over is never said to be on offer: %s", (locale, on, over, notYet, withdrawn) => {
  const past = { validTo: "2026-11-21" };
  const drawn = (status: "published" | "withdrawn", validity: object) =>
    draw(locale, <ShelfStatus status={status} validity={validity} today={today} />);
  expect(drawn("published", { validFrom: today, validTo: today })).toContain(on);
  expect(drawn("published", past)).toContain(over);
  expect(drawn("published", past)).toContain("text-refusal");
  expect(drawn("published", { validFrom: "2026-12-01" })).toContain(notYet);
  expect(drawn("withdrawn", past)).toContain(withdrawn);
});
