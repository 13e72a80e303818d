import { createHash } from "node:crypto";
import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { addressOf } from "@/server/auth/address";
import { CallBudget, sessionBudget, visitorBudget } from "@/server/auth/call-budget";
import { refuseCrossSite } from "@/server/auth/same-origin";
import { readSessionToken } from "@/server/auth/session-cookie";
import { env } from "@/server/env";
import { logRefusal } from "@/server/observability/log-refusal";
import { refusedRequests } from "@/server/observability/metrics";
import { requestContext } from "@/server/trpc/context";
import { appRouter } from "@/server/trpc/root";

const endpoint = "/api/trpc";
const maxBatchSize = 10;
/** A document of the allowed size, in base64 and JSON. */
export const bodyLimit = 8 * 1024 * 1024;

const budget = new CallBudget();
type CookieJar = Parameters<typeof readSessionToken>[0];

/** tRPC's door: everything that is refused before a procedure is refused here. */
export async function answerCall(request: Request, jar: CookieJar): Promise<Response> {
  const requestId = request.headers.get("x-request-id") ?? crypto.randomUUID();
  const crossSite = refuseCrossSite(request, env.APP_URL);
  if (crossSite) return refuse(403, crossSite, requestId);

  const calls = callsOf(request);
  if (calls > maxBatchSize) return refuse(413, "batch_too_large", requestId);
  const token = await readSessionToken(jar);
  const address = addressOf(request.headers);
  const caller = token ? createHash("sha256").update(token).digest("base64") : `from ${address}`;
  const wait = budget.take(caller, calls, token ? sessionBudget : visitorBudget, Date.now());
  if (wait !== null)
    return refuse(429, "too_many_calls", requestId, { "retry-after": String(wait) });

  const body = await limitedBody(request);
  if (body === "too_large") return refuse(413, "body_too_large", requestId);

  const response = await fetchRequestHandler({
    endpoint,
    router: appRouter,
    req: new Request(request.url, { method: request.method, headers: request.headers, body }),
    maxBatchSize,
    createContext: () => requestContext({ token, requestId, address }),
    onError: ({ error, path }) => logRefusal({ error, path, requestId }),
  });
  response.headers.set("cache-control", "no-store");
  response.headers.set("x-request-id", requestId);
  return response;
}

/** A batch is one request of several calls, named in the path with commas between them. */
function callsOf(request: Request): number {
  return new URL(request.url).pathname.split(/,|%2c/i).length;
}

/** Counts what arrives rather than what `Content-Length` says. */
async function limitedBody(
  request: Request,
): Promise<Uint8Array<ArrayBuffer> | null | "too_large"> {
  if (!request.body) return null;
  if (Number(request.headers.get("content-length") ?? 0) > bodyLimit) return "too_large";
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > bodyLimit) return "too_large";
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

const titles = { 403: "Forbidden", 413: "Content Too Large", 429: "Too Many Requests" };

function refuse(
  status: keyof typeof titles,
  reason: string,
  requestId: string,
  headers: Record<string, string> = {},
): Response {
  refusedRequests.inc({ reason });
  const problem = { type: "about:blank", title: titles[status], status, reason, requestId };
  return Response.json(problem, {
    status,
    headers: {
      ...headers,
      "content-type": "application/problem+json",
      "cache-control": "no-store",
      "x-request-id": requestId,
    },
  });
}
