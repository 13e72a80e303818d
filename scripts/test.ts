import { spawn } from "node:child_process";
import { existsSync, globSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { browserComplaint, ensureChineseFont, findBrowser } from "@/scripts/browser";
import { buildIfStale } from "@/scripts/build";
import { runCommand, Stop } from "@/scripts/stop";
import { type Counts, readPlaywrightReport, readVitestReport } from "@/scripts/test-reports";

type Phase = { name: string; run: () => Promise<Counts> };

const root = path.resolve(import.meta.dirname, "..");
const reports = path.join(root, "artifacts", "reports");
const none: Counts = { passed: 0, failed: [], skipped: 0 };
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

const inWords = ({ passed, failed, skipped }: Counts) =>
  `${passed} passed, ${failed.length} failed, ${skipped} skipped`;

const sum = (one: Counts, other: Counts): Counts => ({
  passed: one.passed + other.passed,
  failed: [...one.failed, ...other.failed],
  skipped: one.skipped + other.skipped,
});

function lost(error: unknown): Counts {
  console.error(error instanceof Stop ? error.message : error);
  return { ...none, failed: ["it was not run to its end"] };
}

/** What exits with an error and names no test has failed all the same. */
const withExit = (counts: Counts, code: number): Counts =>
  code !== 0 && counts.failed.length === 0
    ? { ...counts, failed: [`it exited with ${code}`] }
    : counts;

async function countingOne(args: string[]): Promise<Counts> {
  const code = await node(args);
  return withExit({ ...none, passed: code === 0 ? 1 : 0 }, code);
}

async function build(): Promise<Counts> {
  await buildIfStale(console.log, abandoned.signal);
  return { ...none, passed: 1 };
}

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
  if (!existsSync(file)) return { ...none, failed: ["it left no report"] };
  return withExit(readVitestReport(readFileSync(file, "utf8"), root), code);
}

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
  if (!existsSync(file)) return { ...none, failed: ["it left no report"] };
  return withExit(readPlaywrightReport(readFileSync(file, "utf8")), code);
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
    const counts = await run().catch(lost);
    total = sum(total, { ...counts, failed: counts.failed.map((test) => `${name}: ${test}`) });
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    console.log(`── ${name}: ${inWords(counts)} (${seconds} s)`);
  }
  console.log(["", ...total.failed, inWords(total)].join("\n"));
  return total.failed.length > 0 || !total.passed ? 1 : 0;
});
