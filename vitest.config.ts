import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

const emptyModule = fileURLToPath(new URL("tests/empty-module.ts", import.meta.url));
const withDatabase = {
  globalSetup: ["tests/cluster.ts"],
  testTimeout: 30_000,
  hookTimeout: 60_000,
};

const asksEveryProcedure = ({ moduleId }: TestSpecification) => moduleId.includes("/tests/access/");
/** What takes longest goes first: begun last, it would leave all workers but one idle. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]) {
    // oxlint-disable-next-line unicorn/no-array-sort -- the sequencer's own, of no array
    const sorted = await super.sort(files);
    const rest = sorted.filter((file) => !asksEveryProcedure(file));
    return [...sorted.filter(asksEveryProcedure), ...rest];
  }
}

/** The folder of shared vectors and data lies beside the project, where it is there at all. */
const hasVectors = existsSync(new URL("../shared/vectors", import.meta.url));
if (!hasVectors)
  console.warn("SKIPPED: the project `vectors` needs the folder ../shared, which is not there.");

export default defineConfig({
  resolve: { tsconfigPaths: true, alias: { "server-only": emptyModule } },
  test: {
    pool: "forks",
    // A test of the database waits for it most of the time, and a core less than there are is one too few.
    maxWorkers: "100%",
    sequence: { sequencer: LongestFirst },
    setupFiles: ["tests/environment.ts"],
    projects: [
      {
        extends: true,
        test: {
          name: "architecture",
          include: ["tests/architecture/**/*.test.ts"],
          testTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: "unit",
          include: ["{app,domain,components,packages,scripts}/**/*.test.{ts,tsx}"],
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: "integration",
          include: [
            "{server,db}/**/*.test.ts",
            "tests/*.test.ts",
            "tests/{access,canary}/**/*.test.ts",
          ],
          ...withDatabase,
        },
      },
      {
        extends: true,
        test: {
          name: "vectors",
          include: ["tests/vectors/**/*.test.ts"],
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: "faults",
          include: ["tests/faults/**/*.test.ts"],
          ...withDatabase,
          testTimeout: 300_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
