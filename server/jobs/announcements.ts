import { Client } from "pg";

/**
 * Hears what commits announce. It has one connection at a time, however often it is told to listen
 * while a slow server has not answered yet, and none once it is stopped: a process with one does not end.
 */
export function announcements(url: string, onAnnounced: () => void) {
  let client: Client | null = null;
  let connecting: Promise<void> | null = null;

  async function connect() {
    const next = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
    next.on("error", () => {
      if (client === next) client = null;
    });
    next.on("notification", onAnnounced);
    try {
      await next.connect();
      await next.query("listen xyd_events");
      client = next;
    } catch {
      await next.end().catch(() => {});
    }
  }

  return {
    /** Connects where it is not connected; what is announced until it is, is lost. */
    async listen(): Promise<void> {
      if (client) return;
      connecting ??= connect().finally(() => {
        connecting = null;
      });
      await connecting;
    },
    async stop(): Promise<void> {
      await connecting;
      await client?.end().catch(() => {});
    },
  };
}
