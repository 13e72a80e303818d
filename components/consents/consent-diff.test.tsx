import { expect, test } from "vitest";
import { locales, type Locale } from "@/components/messages/locales";
import type { ConsentDifference } from "@/domain/consents/diff";
import { drawerOf } from "@/tests/drawing";
import { ConsentDiff } from "./consent-diff";

const drawn = drawerOf(["common", "consents", "sources"]);
const draw = (locale: Locale, differences: readonly ConsentDifference[]) =>
  drawn(locale, <ConsentDiff differences={differences} />);

const wider: ConsentDifference = { about: "reads", before: 100, after: 300, change: "widened" };
const same: ConsentDifference = { about: "fetches", before: 1, after: 1, change: "same" };

test.each(locales)("what changes is in the open, what does not is under a fold: %s", (locale) => {
  const [open = "", folded = ""] = draw(locale, [same, wider]).split("<details");
  expect(open).toContain("300");
  expect(open).not.toContain(locale === "en" ? "as before" : "不变");
  expect(folded).toContain(locale === "en" ? "as before" : "不变");
  expect(folded).not.toContain("300");
});

test("where nothing changes it says so", () => {
  expect(draw("en", [same])).toContain("Nothing changes.");
  expect(draw("zh-CN", [wider])).not.toContain("<details");
});
