import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { missingPaths } from "./check-docs";

test("a path that a document names must exist; words and commands are left alone", () => {
  const root = mkdtempSync(path.join(tmpdir(), "docs-"));
  mkdirSync(path.join(root, "domain"));
  writeFileSync(path.join(root, "domain", "policy.ts"), "");
  writeFileSync(
    path.join(root, "README.md"),
    "`domain/policy.ts` `domain/gone.ts` `npm start` `docs/decisions/NNNN-<title>.md` `and/or`",
  );
  expect(missingPaths(root)).toEqual(["README.md names domain/gone.ts, which does not exist"]);
});
