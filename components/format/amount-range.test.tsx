import { expect, test } from "vitest";
import { drawerOf } from "@/tests/drawing";
import { AmountRange } from "./values";

test("both ends of a range stay together in a row that pushes its parts apart", () => {
  const html = drawerOf([])("en", <AmountRange from={50_000n} to={120_000n} isExact />);
  expect(html).toMatch(/^<span>.*<\/span>$/u);
  expect(html.replaceAll(/<[^>]+>/gu, "")).toBe("CNY\u202f500.00–1,200.00");
});
