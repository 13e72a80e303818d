import { Client } from "pg";
import { personaUrl } from "@/db/personas";
import { env } from "@/server/env";
import { logger } from "@/server/observability/logger";
import { requestContext } from "@/server/trpc/context";

const channel = "xyd_events";
const maxClients = 200;
const unreadMessages = 16;
const heartbeatMs = 15_000;
const retryMs = 2_000;
const change = "event: change\ndata:\n\n";

/** One open page: told that something changed, ended when its session has ended. */
type Watcher = {
  isStillSignedIn: () => Promise<boolean>;
  send: (text: string) => void;
  end: () => void;
};

/** One listening connection a process, however many pages are open and however often this is loaded. */
class LiveHub {
  readonly #watchers = new Set<Watcher>();
  #listener: Client | null = null;
  #connecting: Promise<void> | null = null;
  #isTold = false;
  #wasLost = false;

  constructor() {
    // An open stream would keep a server that is asked to stop.
    process.once("SIGTERM", () => {
      for (const watcher of this.#watchers) watcher.end();
    });
  }

  get isFull(): boolean {
    return this.#watchers.size >= maxClients;
  }

  async add(watcher: Watcher): Promise<void> {
    this.#watchers.add(watcher);
    await this.#listen();
  }

  remove(watcher: Watcher): void {
    this.#watchers.delete(watcher);
    if (this.#watchers.size === 0) this.#hangUp();
  }

  async #listen(): Promise<void> {
    if (this.#listener) return;
    this.#connecting ??= this.#connect().finally(() => {
      this.#connecting = null;
    });
    await this.#connecting;
  }

  async #connect(): Promise<void> {
    const client = new Client({
      connectionString: personaUrl(env.DATABASE_URL, env.PERSONA_SECRET, "office"),
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
    });
    const lost = () => {
      if (this.#listener !== client) return;
      this.#listener = null;
      this.#wasLost = true;
      this.#tryAgain();
    };
    client.on("error", lost).on("end", lost);
    client.on("notification", () => void this.#tell());
    try {
      await client.connect();
      await client.query(`listen ${channel}`);
      this.#listener = client;
      // What happened while nobody listened was announced to nobody.
      if (this.#wasLost) void this.#tell();
      this.#wasLost = false;
    } catch (error) {
      logger.warn({ err: error }, "live updates: no listening connection");
      await client.end().catch(() => {});
      this.#wasLost = true;
      this.#tryAgain();
    }
  }

  #tryAgain(): void {
    if (this.#watchers.size > 0) setTimeout(() => void this.#listen(), retryMs).unref();
  }

  #hangUp(): void {
    const listener = this.#listener;
    this.#listener = null;
    void listener?.end().catch(() => {});
  }

  /** A burst of announcements is one change; each page is asked again who is looking. */
  async #tell(): Promise<void> {
    if (this.#isTold) return;
    this.#isTold = true;
    await new Promise((resolve) => setTimeout(resolve, 50));
    this.#isTold = false;
    await Promise.all([...this.#watchers].map((watcher) => notify(watcher, change)));
  }
}

async function notify(watcher: Watcher, text: string): Promise<void> {
  // A database that cannot say who is looking is no leave to go on.
  if (await watcher.isStillSignedIn().catch(() => false)) watcher.send(text);
  else watcher.end();
}

const shared = globalThis as { liveHub?: LiveHub };
const hub = (shared.liveHub ??= new LiveHub());

async function isOffice(token: string): Promise<boolean> {
  const { actor } = await requestContext({ token, requestId: "live", address: "" });
  return actor?.party === "credit_office";
}

/**
 * Tells the office's open pages that something happened, never what: they ask again through their
 * own doors. A page that does not read what it was told is not told more until it has.
 */
export async function answerLive(token: string | null, signal: AbortSignal): Promise<Response> {
  if (!token || !(await isOffice(token))) return refuse(401, "Unauthorized");
  if (hub.isFull) return refuse(503, "Service Unavailable");

  const ended = new AbortController();
  const stream = new ReadableStream<Uint8Array>(
    {
      async start(controller) {
        await watch(token, controller, AbortSignal.any([signal, ended.signal]), ended);
      },
      cancel() {
        ended.abort();
      },
    },
    new CountQueuingStrategy({ highWaterMark: unreadMessages }),
  );
  return new Response(stream, {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store, no-transform",
      "x-accel-buffering": "no",
    },
  });
}

async function watch(
  token: string,
  controller: ReadableStreamDefaultController<Uint8Array>,
  over: AbortSignal,
  ended: AbortController,
): Promise<void> {
  // Gone before anybody listened: what ends a watcher would never be called.
  if (over.aborted) return controller.close();
  const encoder = new TextEncoder();
  const watcher: Watcher = {
    isStillSignedIn: () => isOffice(token),
    send(text) {
      if (!over.aborted && (controller.desiredSize ?? 0) > 0)
        controller.enqueue(encoder.encode(text));
    },
    end: () => ended.abort(),
  };
  const beat = setInterval(() => void notify(watcher, ": still here\n\n"), heartbeatMs);
  over.addEventListener("abort", () => {
    clearInterval(beat);
    hub.remove(watcher);
    // Already closed where the reader went away.
    try {
      controller.close();
    } catch {}
  });
  await hub.add(watcher);
  if (over.aborted) return hub.remove(watcher);
  // Whatever happened between the page's reading and now was told to nobody.
  watcher.send(`retry: ${retryMs}\n${change}`);
}

function refuse(status: number, title: string): Response {
  return Response.json(
    {
      type: "about:blank",
      title,
      status,
      reason: status === 401 ? "unauthenticated" : "unavailable",
    },
    {
      status,
      headers: { "content-type": "application/problem+json", "cache-control": "no-store" },
    },
  );
}
