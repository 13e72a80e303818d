import { defineConfig, devices } from "@playwright/test";
import { findBrowser } from "./scripts/browser";

const port = Number(process.env.E2E_PORT ?? 3210);
const baseURL = `http://localhost:${port}`;

export default defineConfig({
  testDir: "tests/e2e",
  outputDir: "artifacts/e2e/results",
  forbidOnly: Boolean(process.env.CI),
  // One database and one city for all: the specs read the stage's firm, and each story has its own.
  fullyParallel: true,
  workers: 2,
  // Long enough for a machine that is slow or busy: what is waited for ends a wait as soon as it is there.
  timeout: 300_000,
  expect: { timeout: 30_000 },
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_FILE ? [["line"], ["json"]] : [["line"]],
  use: {
    ...devices["Desktop Chrome"],
    baseURL,
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    // A trace of every action costs a third of the time.
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: await findBrowser(),
      args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
    },
  },
  projects: [
    { name: "stage", testMatch: "stage.spec.ts" },
    { name: "specs", testIgnore: "stage.spec.ts", dependencies: ["stage"] },
  ],
  webServer: {
    command: "node scripts/bootstrap.mjs e2e-server",
    url: `${baseURL}/api/health`,
    env: { PORT: String(port), DATA_DIR: "artifacts/e2e/data" },
    timeout: 300_000,
    gracefulShutdown: { signal: "SIGTERM", timeout: 30_000 },
    stdout: "pipe",
  },
});
