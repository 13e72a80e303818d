import { once } from "node:events";
import path from "node:path";
import { claimDataDirectory } from "@/scripts/data-directory";
import { startStack, type Stack, type StackOptions, type Started } from "@/scripts/stack";
import { Stop } from "@/scripts/stop";
import { OperatorEnvironment, readEnvironment } from "@/server/environment";

type ServeOptions = Pick<StackOptions, "web" | "enterprises" | "durable"> & {
  onReady?: (stack: Stack) => void;
};

/** Starts everything, stays until it is told to stop or something breaks, and leaves nothing behind. */
export async function serve(options: ServeOptions): Promise<number> {
  const startedAt = performance.now();
  const ending = new AbortController();
  const end = (reason: unknown) => ending.abort(reason);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.on(signal, () => end(asked));
  // The bootstrap is gone, however it went.
  process.on("disconnect", () => end(asked));

  const environment = operatorEnvironment();
  const release = claimDataDirectory(path.resolve(environment.DATA_DIR));
  const started: Started = [];
  const { signal } = ending;
  try {
    const stack = await startStack(
      { ...options, environment, say, signal, onBroken: end },
      started,
    );
    options.onReady?.(stack);
    announce(stack, (performance.now() - startedAt) / 1000);
    if (!signal.aborted) await once(signal, "abort");
    signal.throwIfAborted();
  } catch (error) {
    // Whatever failed after the end was asked for failed because of it.
    if (signal.reason !== asked) throw signal.aborted ? signal.reason : error;
  } finally {
    if (started.length) say("Stopping …");
    for (let stop = started.pop(); stop; stop = started.pop()) await stop();
    release();
  }
  return 0;
}

const say = (line: string) => console.log(line);
const asked = "asked to stop";

export function operatorEnvironment() {
  try {
    return readEnvironment(OperatorEnvironment, process.env);
  } catch (error) {
    throw new Stop(error instanceof Error ? error.message : String(error));
  }
}

function announce({ address, signIns }: Stack, seconds: number) {
  say(`\nXin Yi Dai 信易贷 is ready after ${seconds.toFixed(1)} s: ${address}`);
  if (signIns.length) say(`\nDemo sign-ins:\n${signIns.map((line) => `  ${line}`).join("\n")}`);
  say("\nCtrl-C stops it.");
}
