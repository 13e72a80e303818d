import { spawnSync } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { jwsOf, PaperLedger } from "@/tests/ledger-files";
import { checkFiles } from "./check/files.ts";
import { sha256 } from "./check/sha256.ts";
import { readKeys } from "./check/signatures.ts";
import { knownCodes, sentence } from "./words.ts";

const ledger = new PaperLedger();
for (let nth = 0; nth < 12; nth++) {
  await ledger.append(randomUUID());
  await ledger.append();
}
const grant = await ledger.append(undefined, "consent.sign", "SIGNED");
const first = await ledger.receipt(grant);
const firstSize = ledger.size;
const early = await ledger.export();
for (let nth = 0; nth < 9; nth++) await ledger.append(nth % 2 ? randomUUID() : undefined);
const second = await ledger.receipt(await ledger.append(), "withdraw", firstSize);
const whole = await ledger.export({ since: [firstSize] });

const keys = readKeys(ledger.key.jwks);
const codesOf = async (...texts: (string | Uint8Array)[]) => {
  const files = texts.map((text, nth) => ({ name: String(nth), bytes: Buffer.from(text) }));
  const { files: checked, together } = await checkFiles(files, keys);
  const findings = [...checked.flatMap((one) => one.findings), ...together];
  for (const finding of findings)
    for (const language of ["zh", "en"] as const) {
      expect(knownCodes).toContain(finding.code);
      expect(sentence(finding, language)).not.toMatch(/[{}]|undefined/);
    }
  return {
    codes: findings.map(({ code }) => code),
    isBad: findings.some(({ tone }) => tone === "bad"),
  };
};

test("its own SHA-256 is SHA-256", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect(Buffer.from(sha256(bytes))).toEqual(createHash("sha256").update(bytes).digest());
    }),
  );
});

test("a receipt as the platform gave it holds", async () => {
  expect(await codesOf(first)).toEqual({
    codes: ["receipt_genuine", "line_whole", "line_in_tree"],
    isBad: false,
  });
});

test("a ledger as it was exported is complete, whole, sealed and countersigned", async () => {
  expect(await codesOf(whole)).toEqual({
    codes: ["ledger_of", "chain_whole", "ledger_complete", "all_in_tree", "cosigned"],
    isBad: false,
  });
  const unsealed = await ledger.export({ sealed: ledger.size - 1n });
  expect((await codesOf(unsealed)).codes).toContain("all_but_newest_in_tree");
});

test("two files show that what was on a receipt is still there and nothing was rewritten", async () => {
  const { codes, isBad } = await codesOf(first, whole);
  expect(codes.slice(-2)).toEqual(["receipt_in_ledger", "tree_extends"]);
  expect(isBad).toBe(false);
  expect((await codesOf(first, second)).codes.at(-1)).toBe("tree_extends");
  expect((await codesOf(early, whole)).codes.at(-1)).toBe("ledger_kept");
  expect((await codesOf(second, early)).isBad).toBe(true);
});

test("a platform that rewrites its ledger, keys and all, is found out by an old receipt", async () => {
  const rewritten = new PaperLedger();
  Object.assign(rewritten, { key: ledger.key, chain: ledger.chain });
  for (let nth = 0; nth < 30; nth++) await rewritten.append();
  const forged = await rewritten.export({ since: [firstSize] });
  expect((await codesOf(forged)).isBad).toBe(false);
  const { codes } = await codesOf(first, forged);
  expect(codes).toEqual(expect.arrayContaining(["receipt_missing", "tree_forked"]));
});

test("a report is known by its number, and its content by its hash", async () => {
  const content = Buffer.from("the report");
  const report = {
    kind: "report",
    number: "R-2026-000001",
    enterprise: ledger.enterprise.uscc,
    contentHash: createHash("sha256").update(content).digest("hex"),
  };
  const jws = jwsOf(report, ledger.key.privateKey);
  const { codes } = await codesOf(jws, content);
  expect(codes).toEqual(["report_genuine", "report_content", "content_of_report"]);
  expect((await codesOf(jws, Buffer.from("another"))).isBad).toBe(true);
  expect((await codesOf(jwsOf(report, new PaperLedger().key.privateKey))).isBad).toBe(true);
});

test("no changed receipt and no changed ledger holds", async () => {
  const rows = whole.trimEnd().split("\n");
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom("flip", "drop", "double", "swap", "cut"),
      fc.nat(),
      fc.nat(),
      async (kind, one, two) => {
        const at = one % rows.length;
        const row = rows[at]!;
        const nth = two % row.length;
        const other = row[nth] === "1" ? "2" : "1";
        const changed = {
          flip: rows.with(at, row.slice(0, nth) + other + row.slice(nth + 1)),
          drop: rows.toSpliced(at, 1),
          double: rows.toSpliced(at, 0, row),
          swap: rows.with(at, rows.at(at - 1)!).with(at - 1, row),
          cut: rows.slice(0, at),
        }[kind].join("\n");
        // The name above the ledger is nobody's word.
        fc.pre(!(kind === "flip" && at === 0 && isUnsigned(row, nth)));
        expect((await codesOf(changed)).isBad, `${kind} ${at} ${nth}`).toBe(true);
      },
    ),
    { numRuns: 150 },
  );
  await fc.assert(
    fc.asyncProperty(fc.nat(first.length - 1), async (nth) => {
      const changed = `${first.slice(0, nth)}${first[nth] === "A" ? "B" : "A"}${first.slice(nth + 1)}`;
      expect((await codesOf(changed)).isBad, `at ${nth}`).toBe(true);
    }),
    { numRuns: 150 },
  );
});

/** Within the values of the head that no signature covers, or the names of members that nothing reads. */
function isUnsigned(head: string, nth: number): boolean {
  const spans = [
    /"version":1/,
    /"kind":"ledger"/,
    /"enterpriseName":"[^"]*"/,
    /"bank":"[^"]*"/,
    /"extends":.*/,
  ];
  return spans.some((span) => {
    const found = span.exec(head);
    return found !== null && nth >= found.index && nth < found.index + found[0].length;
  });
}

test("the command line runs on Node alone, and ends with 1 where something is wrong", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "verifier-"));
  const put = (name: string, text: string) => {
    writeFileSync(path.join(folder, name), text);
    return path.join(folder, name);
  };
  const jwks = put("jwks.json", ledger.key.jwks);
  const run = (...files: string[]) =>
    spawnSync(process.execPath, ["packages/verifier/main.ts", ...files, "--jwks", jwks], {
      encoding: "utf8",
    });
  const [receipt, exported] = [put("receipt.jws", first), put("ledger.jsonl", whole)];
  const fine = run(receipt, exported);
  expect(fine.stderr).not.toMatch(/Error/);
  expect(fine.status).toBe(0);
  expect(fine.stdout).toContain("nothing was rewritten");
  const broken = run(put("broken.jws", first.replace("A", "B")), exported);
  expect(broken.status).toBe(1);
  expect(run("no-such-file").status).toBe(2);
});
