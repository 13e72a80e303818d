import { expect, test } from "vitest";
import { SaveZoneInput } from "./schema";

const zone = {
  code: "night-market",
  revision: null,
  name: { zh: "夜市", en: "Night markets" },
  summary: { zh: "夜间经营", en: "For those who trade at night" },
  position: 1,
  products: [],
};

test.each([
  [{}, []],
  [{ position: Number("abc") }, ["position: position_range"]],
  [{ position: 1.5 }, ["position: position_range"]],
  [{ position: 0 }, ["position: position_range"]],
  [{ name: { zh: "夜市", en: " " } }, ["name.en: text_missing"]],
  [{ name: { zh: "夜".repeat(21), en: "Night" } }, ["name.zh: text_too_long"]],
  [{ code: "A B" }, ["code: zone_code_shape"]],
])("a zone with %j is told where it is wrong", (over, expected) => {
  const { error } = SaveZoneInput.safeParse({ ...zone, ...over });
  const told = (error?.issues ?? []).map(({ path, message }) => `${path.join(".")}: ${message}`);
  expect(told).toEqual(expected);
});
