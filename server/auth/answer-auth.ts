import NextAuth from "next-auth";
import type { NextRequest } from "next/server";
import { addressOf } from "@/server/auth/address";
import { CallBudget, type Budget } from "@/server/auth/call-budget";
import { authOptions } from "@/server/auth/options";
import { refuseForeignOrigin } from "@/server/auth/same-origin";
import { cookies } from "@/server/auth/session-cookie";
import { env } from "@/server/env";
import { refusedRequests } from "@/server/observability/metrics";

const bodyLimit = 16 * 1024;
const budget = new CallBudget();
/** Beside the counters in the database, which a success forgives: bounds what one address can try. */
const attempts: Budget = { burst: 40, perSecond: 0.5 };

type RouteContext = { params: Promise<{ nextauth: string[] }> };
type Handler = (request: NextRequest, context: RouteContext) => Promise<Response>;
const answer = NextAuth(authOptions) as Handler;

/** next-auth's door: its forms bring a CSRF token, and come from our own pages only. */
export async function answerAuth(request: NextRequest, context: RouteContext): Promise<Response> {
  const refusal =
    (request.method === "POST" ? refusePost(request) : null) ?? refuseCallback(request);
  if (refusal) {
    refusedRequests.inc({ reason: refusal.reason });
    return Response.json(refusal, { status: refusal.status, headers: headersOf(refusal) });
  }
  const response = await answer(request, context);
  response.headers.set("cache-control", "no-store");
  return response;
}

type Refusal = { status: number; reason: string; wait?: number };

function refusePost(request: Request): Refusal | null {
  const reason = refuseForeignOrigin(request, env.APP_URL);
  if (reason) return { status: 403, reason };
  const length = request.headers.get("content-length");
  if (length === null) return { status: 411, reason: "length_required" };
  if (!(Number(length) <= bodyLimit)) return { status: 413, reason: "body_too_large" };
  const type = request.headers.get("content-type") ?? "";
  if (!type.startsWith("application/x-www-form-urlencoded"))
    return { status: 415, reason: "form_expected" };
  const wait = budget.take(addressOf(request.headers), 1, attempts, Date.now());
  return wait === null ? null : { status: 429, reason: "too_many_calls", wait };
}

const isAddress = (text: string) =>
  /^https?:$/.test(URL.parse(text, text.startsWith("/") ? env.APP_URL : undefined)?.protocol ?? "");

/** next-auth takes an address to go back to that is none for a fault of the server's. */
function refuseCallback({ nextUrl, cookies: jar }: NextRequest): Refusal | null {
  const given = [nextUrl.searchParams.get("callbackUrl"), jar.get(cookies.callbackUrl.name)?.value];
  return given.every((text) => !text || isAddress(text))
    ? null
    : { status: 400, reason: "callback_malformed" };
}

function headersOf({ wait }: Refusal): Record<string, string> {
  return {
    "cache-control": "no-store",
    "content-type": "application/problem+json",
    ...(wait !== undefined && { "retry-after": String(wait) }),
  };
}
