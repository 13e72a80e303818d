import { announcements } from "@/server/jobs/announcements";
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

  const heard = announcements(url, begin);
  await heard.listen();
  const timer = setInterval(() => {
    void heard.listen();
    begin();
  }, everyMs);

  return {
    async stop() {
      isStopped = true;
      clearInterval(timer);
      await running;
      await heard.stop();
    },
  };
}
