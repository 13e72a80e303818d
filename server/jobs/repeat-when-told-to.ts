import { Client } from "pg";
import { logger } from "@/server/observability/logger";

type Repeated = {
  /** The worker's address, to listen on. */
  url: string;
  everyMs: number;
  /** The least time between two turns, however often a commit announces something. */
  restMs: number;
  /** What to call it where it fails. */
  name: string;
  turn: () => Promise<void>;
};

/**
 * Takes a turn when a commit announces an event, and every so often besides: an announcement may be
 * lost with a connection, the rows are not. Turns never overlap.
 */
export async function repeatWhenToldTo({ url, everyMs, restMs, name, turn }: Repeated) {
  let isStopped = false;
  let isWaiting = false;
  let endedAt = 0;
  let running: Promise<void> = Promise.resolve();
  let listener: Client | null = null;

  const begin = () => {
    if (isWaiting || isStopped || performance.now() - endedAt < restMs) return;
    isWaiting = true;
    running = running.then(async () => {
      isWaiting = false;
      try {
        if (!isStopped) await turn();
      } catch (error) {
        logger.error({ err: error }, `${name} failed`);
      } finally {
        endedAt = performance.now();
      }
    });
  };

  async function listen() {
    const client = new Client({ connectionString: url });
    client.on("error", () => {
      if (listener === client) listener = null;
    });
    client.on("notification", begin);
    try {
      await client.connect();
      await client.query("listen xyd_events");
      listener = client;
    } catch {
      await client.end().catch(() => {});
    }
  }

  await listen();
  const timer = setInterval(() => {
    if (!listener) void listen();
    begin();
  }, everyMs);

  return {
    async stop() {
      isStopped = true;
      clearInterval(timer);
      await running;
      await listener?.end().catch(() => {});
    },
  };
}
