import { spawn, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Log } from "@/scripts/logs";
import { Stop } from "@/scripts/stop";

export type ChildOptions = {
  name: string;
  /** What node runs: a script and its arguments. */
  args: string[];
  env: Record<string, string>;
  log: Log;
  /** Called once it has died too often to be started again. */
  onGivenUp: (reason: Stop) => void;
};

export type Child = {
  name: string;
  pid: () => number | undefined;
  stop: () => Promise<void>;
};

const leash = new URL("leash.mjs", import.meta.url).href;
const root = fileURLToPath(new URL("..", import.meta.url));
const deathsForgottenAfterMs = 60_000;
const deathsAllowed = 5;
const patienceMs = 10_000;

/** Keeps a process running: one that dies is started again, after a pause that grows. */
export function supervise({ name, args, env, log, onGivenUp }: ChildOptions): Child {
  let running = launch();
  let isStopping = false;
  let restart: NodeJS.Timeout | undefined;
  let deaths: number[] = [];

  function launch(): ChildProcess {
    const child = spawn(process.execPath, ["--import", leash, ...args], {
      cwd: root,
      env: { ...inherited(), NODE_ENV: "production", ...env },
      stdio: ["pipe", "pipe", "pipe"],
      // Its own process group: Ctrl-C reaches the supervisor only, which stops things in order.
      detached: true,
    });
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding("utf8").on("data", log.write);
    child.once("error", (error) => log.write(`${error.message}\n`));
    child.once("exit", (code, signal) => died(signal ?? `code ${code}`));
    return child;
  }

  function died(how: string) {
    if (isStopping) return;
    const now = Date.now();
    deaths = [...deaths.filter((at) => now - at < deathsForgottenAfterMs), now];
    log.write(`${name} ended (${how})\n`);
    if (deaths.length >= deathsAllowed) {
      onGivenUp(new Stop(`The ${name} keeps ending (${how}); see ${log.file}. ${log.tail()}`));
      return;
    }
    restart = setTimeout(() => (running = launch()), 250 * 2 ** deaths.length);
  }

  return {
    name,
    pid: () => running.pid,
    async stop() {
      isStopping = true;
      clearTimeout(restart);
      if (running.exitCode !== null || running.signalCode !== null) return;
      const ended = new Promise((resolve) => running.once("exit", resolve));
      running.kill("SIGTERM");
      const impatience = setTimeout(() => running.kill("SIGKILL"), patienceMs);
      await ended;
      clearTimeout(impatience);
    },
  };
}

/** The machine's environment without the operator's: a child gets each setting from `env` or not at all. */
function inherited() {
  const { PATH, HOME, LANG, TMPDIR, TZ, NODE_EXTRA_CA_CERTS } = process.env;
  const kept = { PATH, HOME, LANG, TMPDIR, TZ, NODE_EXTRA_CA_CERTS };
  return Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== undefined));
}

/** Asks an address until it answers 200. */
export async function answers(url: string, withinMs: number, isStillWanted: () => boolean) {
  const deadline = Date.now() + withinMs;
  while (Date.now() < deadline && isStillWanted()) {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) }).catch(
      () => undefined,
    );
    if (response?.ok) return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}
