import { Client } from "pg";
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
  let listener: Client | null = null;

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

  async function listen() {
    const client = new Client({ connectionString: url });
    client.on("error", () => {
      if (listener === client) listener = null;
    });
    client.on("notification", deliver);
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
    deliver();
  }, everyMs);

  return {
    async stop() {
      state.isStopped = true;
      clearInterval(timer);
      await running;
      await listener?.end().catch(() => {});
    },
  };
}
