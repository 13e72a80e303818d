import { spawn } from "node:child_process";
import { existsSync, globSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { browserComplaint, ensureChineseFont, findBrowser } from "@/scripts/browser";
import { buildIfStale } from "@/scripts/build";
import { runCommand, Stop } from "@/scripts/stop";

type Counts = { passed: number; failed: number; skipped: number };
type Phase = { name: string; run: () => Promise<Counts> };

const root = path.resolve(import.meta.dirname, "..");
const reports = path.join(root, "artifacts", "reports");
const none: Counts = { passed: 0, failed: 0, skipped: 0 };
const abandoned = new AbortController();

const phases: Phase[] = [
  { name: "check", run: () => countingOne(["--import", "tsx", "scripts/check.ts"]) },
  { name: "architecture", run: () => vitest("architecture") },
  { name: "unit", run: () => vitest("unit") },
  { name: "integration", run: () => vitest("integration") },
  { name: "vectors", run: () => vitest("vectors") },
  { name: "build", run: build },
  { name: "e2e", run: e2e },
  { name: "faults", run: () => vitest("faults") },
];

function choosePhases(names: string[]) {
  const unknown = names.find((name) => !phases.some((phase) => phase.name === name));
  if (unknown)
    throw new Stop(
      `There is no phase ${unknown}; there are ${phases.map((one) => one.name).join(", ")}.`,
    );
  return names.length ? phases.filter(({ name }) => names.includes(name)) : phases;
}

const inWords = ({ passed, failed: lost, skipped }: Counts) =>
  `${passed} passed, ${lost} failed, ${skipped} skipped`;

const sum = (one: Counts, other: Counts): Counts => ({
  passed: one.passed + other.passed,
  failed: one.failed + other.failed,
  skipped: one.skipped + other.skipped,
});

function failed(error: unknown): Counts {
  console.error(error instanceof Stop ? error.message : error);
  return { ...none, failed: 1 };
}

async function countingOne(args: string[]): Promise<Counts> {
  return (await node(args)) === 0 ? { ...none, passed: 1 } : { ...none, failed: 1 };
}

async function build(): Promise<Counts> {
  await buildIfStale(console.log, abandoned.signal);
  return { ...none, passed: 1 };
}

const VitestReport = z.object({
  success: z.boolean(),
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
});

async function vitest(project: string): Promise<Counts> {
  const file = path.join(reports, `${project}.json`);
  const code = await node([
    "node_modules/vitest/vitest.mjs",
    "run",
    `--project=${project}`,
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${file}`,
  ]);
  if (!existsSync(file)) return { ...none, failed: 1 };
  const report = VitestReport.parse(JSON.parse(readFileSync(file, "utf8")));
  // A file that cannot be loaded holds no test that could fail.
  const brokenFiles = report.testResults.filter(
    (one) => one.status === "failed" && !one.assertionResults.length,
  ).length;
  const counted = report.numFailedTests + brokenFiles;
  return {
    passed: report.numPassedTests,
    failed: code !== 0 && !counted ? 1 : counted,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

const PlaywrightReport = z.object({
  stats: z.object({
    expected: z.number(),
    unexpected: z.number(),
    flaky: z.number(),
    skipped: z.number(),
  }),
});

async function e2e(): Promise<Counts> {
  if (!globSync("tests/e2e/**/*.spec.ts", { cwd: root }).length)
    throw new Stop("There are no end-to-end specs.");
  ensureChineseFont(console.log);
  const browser = await findBrowser();
  const complaint = browserComplaint(browser);
  if (complaint) throw new Stop(`The browser ${browser} does not start: ${complaint}`);

  const file = path.join(reports, "e2e.json");
  rmSync(path.join(root, "artifacts", "e2e", "results"), { recursive: true, force: true });
  const code = await node(["node_modules/@playwright/test/cli.js", "test"], {
    PLAYWRIGHT_JSON_OUTPUT_FILE: file,
    PW_CHROMIUM: browser,
  });
  if (!existsSync(file)) return { ...none, failed: 1 };
  const { stats } = PlaywrightReport.parse(JSON.parse(readFileSync(file, "utf8")));
  return {
    passed: stats.expected,
    // A test that passes only when repeated has not passed.
    failed: code !== 0 && !stats.unexpected ? 1 : stats.unexpected + stats.flaky,
    skipped: stats.skipped,
  };
}

function node(args: string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ["ignore", "inherit", "inherit"],
  });
  abandoned.signal.addEventListener("abort", () => child.kill("SIGTERM"), { once: true });
  return new Promise<number>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => resolve(code ?? 1));
  });
}

await runCommand(async () => {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.once(signal, () => abandoned.abort());
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });
  const chosen = choosePhases(process.argv.slice(2));

  let total = none;
  for (const { name, run } of chosen) {
    if (abandoned.signal.aborted) throw new Stop("The tests were interrupted.");
    console.log(`\n── ${name}`);
    const startedAt = performance.now();
    const counts = await run().catch(failed);
    total = sum(total, counts);
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    console.log(`── ${name}: ${inWords(counts)} (${seconds} s)`);
  }
  console.log(`\n${inWords(total)}`);
  return total.failed || !total.passed ? 1 : 0;
});
