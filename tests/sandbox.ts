import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { afterAll } from "vitest";
import { env } from "@/server/env";
import { platformJwks } from "@/server/connectors/platform-signature";
import { withinOneMonth } from "@/tests/within-one-day";

/** The sandbox as its own process, reached over HTTP as in production; ended with the test file. */
export async function startSandbox(enterprises = 40) {
  await withinOneMonth();
  const child = spawn(process.execPath, ["--import", "tsx", "packages/sandbox/main.ts"], {
    env: {
      ...process.env,
      SANDBOX_PORT: "0",
      SANDBOX_LATENCY: "0",
      SANDBOX_ENTERPRISES: String(enterprises),
      PLATFORM_JWKS: JSON.stringify(await platformJwks()),
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  afterAll(() => void child.kill("SIGTERM"));
  const port = await new Promise<number>((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`the sandbox ended with ${code}`)));
    createInterface(child.stdout).once("line", (line) =>
      resolve((JSON.parse(line) as { port: number }).port),
    );
  });
  const address = `http://127.0.0.1:${port}`;
  env.SANDBOX_URL = address;
  const control = async (path: string, body: object) => {
    const response = await fetch(`${address}/control/${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`the sandbox refused: ${await response.text()}`);
  };
  return {
    /** How an agency's node shall behave from now on. */
    setFault: (agency: string, mode: string) => control("faults", { agency, mode }),
    /** What an agency says of one month from now on; null takes it back. */
    setOverlay: (uscc: string, item: string, month: string, patch: object | null) =>
      control("overlay", { uscc, item, month, patch }),
  };
}
