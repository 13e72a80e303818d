import { announcements } from "@/server/jobs/announcements";
import { logger } from "@/server/observability/logger";
import type { SystemContext } from "@/server/services/context";
import { deliverEvents } from "@/server/services/notifications/deliver-events";

const everyMs = 2_000;

/**
 * Delivers the outbox when a commit announces an event, and every two seconds besides: an
 * announcement may be lost with a connection, the rows are not.
 */
export async function deliverWhenToldTo(url: string, context: () => SystemContext) {
  const state = { isStopped: false };
  let running: Promise<void> = Promise.resolve();

  const deliver = () => {
    running = running.then(async () => {
      try {
        for (let delivered = 1; delivered > 0 && !state.isStopped;)
          delivered = await deliverEvents(context());
      } catch (error) {
        logger.error({ err: error }, "events not delivered");
      }
    });
  };

  const heard = announcements(url, deliver);
  await heard.listen();
  const timer = setInterval(() => {
    void heard.listen();
    deliver();
  }, everyMs);

  return {
    async stop() {
      state.isStopped = true;
      clearInterval(timer);
      await running;
      await heard.stop();
    },
  };
}
