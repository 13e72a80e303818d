import { expect, test } from "vitest";
import { standingOn } from "./validity";

const day = "2026-11-22";

test.each([
  ["published", {}, "published"],
  ["published", { validFrom: day, validTo: day }, "published"],
  ["published", { validTo: "2026-11-21" }, "over"],
  ["published", { validFrom: "2026-11-23" }, "notYet"],
  ["withdrawn", { validTo: "2026-11-21" }, "withdrawn"],
  ["draft", { validFrom: "2026-11-23" }, "draft"],
] as const)("%s with %j is %s", (status, validity, standing) => {
  expect(standingOn(status, validity, day)).toBe(standing);
});
