import path from "node:path";
import { z } from "zod";

/** How the tests of a phase came out; `failed` names them. */
export type Counts = { passed: number; failed: string[]; skipped: number };

const VitestReport = z.object({
  numPassedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(z.object({ status: z.string(), fullName: z.string() })),
    }),
  ),
});

/** What Vitest's JSON report says; files are named from `root`. */
export function readVitestReport(json: string, root: string): Counts {
  const report = VitestReport.parse(JSON.parse(json));
  return {
    passed: report.numPassedTests,
    failed: report.testResults.flatMap(({ name, status, assertionResults }) => {
      const file = path.relative(root, name);
      const lost = assertionResults.filter((one) => one.status === "failed");
      // A file that cannot be loaded, or whose hooks fail, may hold no test that failed.
      if (status === "failed" && lost.length === 0) return [file];
      return lost.map(({ fullName }) => `${file} › ${fullName}`);
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
      tests: z.array(z.object({ status: z.string() })),
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
      .map(() => `${file} › ${title}`),
  );
  return [...here, ...suites.flatMap(failedIn)];
}
