import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { citySizeOf, keepCitySize, keptCitySize } from "./city-size";

test.each(["0", "1", "1000001", "-5", "3e3", "many", "", "99999999999"])(
  "%s enterprises are refused in a sentence",
  (text) => {
    expect(() => citySizeOf(text)).toThrow("a whole number from 2 to 1,000,000 is wanted");
  },
);

test("a city keeps its size from one start to the next", () => {
  const directory = mkdtempSync(path.join(tmpdir(), "city-size-"));
  try {
    expect(keptCitySize(directory)).toBeNull();
    keepCitySize(directory, citySizeOf("1000000"));
    expect(keptCitySize(directory)).toBe(1_000_000);
  } finally {
    rmSync(directory, { recursive: true });
  }
});
