import path from "node:path";
import { stripVTControlCharacters } from "node:util";
import { z } from "zod";

/** How the tests of a phase came out; `failed` names them, each with what it complained of. */
export type Counts = { passed: number; failed: string[]; skipped: number };

const VitestReport = z.object({
  numPassedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      /** Of a file that could not be loaded. */
      message: z.string().optional(),
      assertionResults: z.array(
        z.object({
          status: z.string(),
          fullName: z.string(),
          failureMessages: z.array(z.string()).optional(),
        }),
      ),
    }),
  ),
});

/** What Vitest's JSON report says; files are named from `root`. */
export function readVitestReport(json: string, root: string): Counts {
  const report = VitestReport.parse(JSON.parse(json));
  return {
    passed: report.numPassedTests,
    failed: report.testResults.flatMap(({ name, status, message, assertionResults }) => {
      const file = path.relative(root, name);
      const lost = assertionResults.filter((one) => one.status === "failed");
      // A file that cannot be loaded, or whose hooks fail, may hold no test that failed.
      if (status === "failed" && lost.length === 0) return [withComplaint(file, message)];
      return lost.map(({ fullName, failureMessages }) =>
        withComplaint(`${file} › ${fullName}`, failureMessages?.[0]),
      );
    }),
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

const Suite = z.object({
  get suites() {
    return z.array(Suite).optional();
  },
  specs: z.array(
    z.object({
      title: z.string(),
      file: z.string(),
      tests: z.array(
        z.object({
          status: z.string(),
          results: z.array(
            z.object({ error: z.object({ message: z.string().optional() }).optional() }),
          ),
        }),
      ),
    }),
  ),
});
const PlaywrightReport = z.object({
  suites: z.array(Suite),
  stats: z.object({ expected: z.number(), skipped: z.number() }),
});

/** What Playwright's JSON report says. A test that passes only when repeated has not passed. */
export function readPlaywrightReport(json: string): Counts {
  const { suites, stats } = PlaywrightReport.parse(JSON.parse(json));
  return { passed: stats.expected, failed: suites.flatMap(failedIn), skipped: stats.skipped };
}

function failedIn({ specs, suites = [] }: z.infer<typeof Suite>): string[] {
  const here = specs.flatMap(({ file, title, tests }) =>
    tests
      .filter(({ status }) => status === "unexpected" || status === "flaky")
      .map(({ results }) =>
        withComplaint(`${file} › ${title}`, results.find(({ error }) => error)?.error?.message),
      ),
  );
  return [...here, ...suites.flatMap(failedIn)];
}

/** What a test said of its end, without the stack: a failure that rarely comes must be understood from the last lines. */
function withComplaint(test: string, message = "") {
  const lines = stripVTControlCharacters(message)
    .split("\n")
    .filter((line) => line.trim() && !/^\s+at /.test(line))
    .slice(0, 8)
    .map((line) => `    ${line.slice(0, 300)}`);
  return [test, ...lines].join("\n");
}
