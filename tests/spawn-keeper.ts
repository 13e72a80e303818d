import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const keeper = fileURLToPath(new URL("./key-keeper.ts", import.meta.url));

/** Starts tests/key-keeper.ts on this test's database and key store. */
export function spawnKeeper(command: "rotate" | "rewrap", env: Record<string, string> = {}) {
  const child = spawn(process.execPath, ["--import", "tsx", keeper, command], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  child.stdout.on("data", (text: Buffer) => (said += text.toString()));
  const ready = once(child.stdout, "data");
  const ended = once(child, "close");
  return {
    /** SIGKILL, so long after it has begun, or after what is to be seen first; whether it died of it. */
    async killAfter(milliseconds: number, seen = async () => true): Promise<boolean> {
      await ready;
      while (!(await seen())) await pause(10);
      await pause(milliseconds);
      child.kill("SIGKILL");
      const [, signal] = (await ended) as [number | null, string | null];
      return signal === "SIGKILL";
    },
    /** Its result, when it has ended by itself. */
    async result(): Promise<unknown> {
      await ended;
      return JSON.parse(/^result (.*)$/m.exec(said)?.[1] ?? "null") as unknown;
    },
  };
}
