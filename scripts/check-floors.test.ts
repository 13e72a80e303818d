import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { compareVersions, tooOld } from "./check-floors";

test.each([
  ["16.2.11", "16.2.11", 0],
  ["16.10.0", "16.2.11", 1],
  ["16.2.9", "16.2.11", -1],
  ["16.2.11-canary.3", "16.2.11", -1],
])("%s against %s", (one, other, expected) => {
  expect(Math.sign(compareVersions(one, other))).toBe(expected);
});

test("an old copy anywhere in the tree is found, and so is a missing package", () => {
  const root = mkdtempSync(path.join(tmpdir(), "floors-"));
  const packages = {
    "node_modules/next": { version: "16.4.6" },
    "node_modules/next-auth": { version: "4.24.15" },
    "node_modules/other/node_modules/next": { version: "15.0.0" },
    "node_modules/@trpc/server": { version: "11.22.1" },
  };
  writeFileSync(path.join(root, "package-lock.json"), JSON.stringify({ packages }));
  expect(tooOld(root)).toEqual([
    "node_modules/other/node_modules/next is 15.0.0, at least 16.2.11 is needed",
    "drizzle-orm is not in package-lock.json",
  ]);
});
