import { expect, test } from "vitest";
import { readPlaywrightReport, readVitestReport } from "@/scripts/test-reports";

test("of Vitest's report, what failed is named with its file, and so is a file without tests", () => {
  const report = {
    numPassedTests: 3,
    numPendingTests: 1,
    numTodoTests: 1,
    testResults: [
      {
        name: "/root/db/one.test.ts",
        status: "failed",
        assertionResults: [
          { status: "passed", fullName: "holds" },
          {
            status: "failed",
            fullName: "a group breaks",
            failureMessages: ["Error: expected 1 to be 2\n    at one.test.ts:3:1"],
          },
        ],
      },
      {
        name: "/root/db/two.test.ts",
        status: "failed",
        message: "no such module",
        assertionResults: [],
      },
      {
        name: "/root/db/three.test.ts",
        status: "passed",
        assertionResults: [{ status: "passed", fullName: "holds too" }],
      },
    ],
  };
  expect(readVitestReport(JSON.stringify(report), "/root")).toEqual({
    passed: 3,
    failed: [
      "db/one.test.ts › a group breaks\n    Error: expected 1 to be 2",
      "db/two.test.ts\n    no such module",
    ],
    skipped: 2,
  });
});

const spec = (title: string, status: string) => ({
  title,
  file: "story.spec.ts",
  tests: [
    {
      status,
      results:
        status === "unexpected"
          ? [{ error: { message: "\u001b[31mnot seen\u001b[39m" } }]
          : [{}, { error: {} }],
    },
  ],
});

test("of Playwright's report, what passed only when repeated has failed, however deep it stands", () => {
  const report = {
    suites: [
      {
        specs: [spec("a", "expected"), spec("b", "unexpected")],
        suites: [{ specs: [spec("c", "flaky"), spec("d", "skipped")] }],
      },
    ],
    stats: { expected: 1, skipped: 1 },
  };
  expect(readPlaywrightReport(JSON.stringify(report))).toEqual({
    passed: 1,
    failed: ["story.spec.ts › b\n    not seen", "story.spec.ts › c"],
    skipped: 1,
  });
});
