import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const emptyModule = fileURLToPath(new URL("tests/empty-module.ts", import.meta.url));
const withDatabase = {
  globalSetup: ["tests/cluster.ts"],
  testTimeout: 30_000,
  hookTimeout: 60_000,
};

/** The folder of shared vectors and data lies beside the project, where it is there at all. */
const hasVectors = existsSync(new URL("../shared/vectors", import.meta.url));
if (!hasVectors)
  console.warn("SKIPPED: the project `vectors` needs the folder ../shared, which is not there.");

export default defineConfig({
  resolve: { tsconfigPaths: true, alias: { "server-only": emptyModule } },
  test: {
    pool: "forks",
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
