import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { parseArgs } from "node:util";
import { checkFiles } from "./check/files.ts";
import type { Finding } from "./check/findings.ts";
import { readKeys } from "./check/signatures.ts";
import { languages, sentence, type Language } from "./words.ts";

const usage = "node packages/verifier/main.ts FILE... --jwks FILE [--language zh|en]";
const marks = { good: "✓", bad: "✗", note: "·" } as const;

/** 0: everything holds. 1: something is wrong. 2: it was asked wrongly. */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: { jwks: { type: "string" }, language: { type: "string", default: "en" } },
    allowPositionals: true,
  });
  const language = languages.find((one) => one === values.language);
  if (positionals.length === 0 || !values.jwks || !language) throw new Error(usage);
  const keys = readKeys(readFileSync(values.jwks, "utf8"));
  const files = positionals.map((path) => ({ name: basename(path), bytes: readFileSync(path) }));
  const checked = await checkFiles(files, keys);
  for (const { name, findings } of checked.files) say(name, findings, language);
  if (checked.together.length > 0)
    say(language === "zh" ? "放在一起" : "Together", checked.together, language);
  const all = [...checked.files.flatMap(({ findings }) => findings), ...checked.together];
  return all.some(({ tone }) => tone === "bad") ? 1 : 0;
}

function say(title: string, findings: readonly Finding[], language: Language): void {
  console.log(title);
  for (const finding of findings)
    console.log(`  ${marks[finding.tone]} ${sentence(finding, language)}`);
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
