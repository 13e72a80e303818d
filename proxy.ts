import { NextResponse, type NextRequest } from "next/server";
import { securityHeaders } from "@/server/auth/security-headers";
import { env } from "@/server/env";

const home = new URL(env.APP_URL);

/** Headers for every answer, and nothing about who may see it: that is the services' to decide. */
export function proxy(request: NextRequest): NextResponse {
  const requestId = crypto.randomUUID();
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
  const added = { ...securityHeaders(nonce, env.APP_URL), "x-request-id": requestId };

  // What a caller sends under these names is overwritten: Next reads the nonce from the policy.
  const headers = new Headers(request.headers);
  headers.set("x-request-id", requestId);
  headers.set("x-nonce", nonce);
  headers.set("x-path", pathOf(request));
  headers.set("content-security-policy", added["content-security-policy"]);

  const response = isByNumber(request)
    ? NextResponse.rewrite(new URL("/api/by-name", request.url), { request: { headers } })
    : NextResponse.next({ request: { headers } });
  for (const [name, value] of Object.entries(added)) response.headers.set(name, value);
  // This page is whole in itself and brings the policy that lets just its own script run.
  if (request.nextUrl.pathname === "/verify") response.headers.delete("content-security-policy");
  // Published keys may be kept by whoever checks with them; everything else may be personal.
  if (!request.nextUrl.pathname.startsWith("/.well-known/"))
    response.headers.set("cache-control", "private, no-store");
  return response;
}

/** As in the address bar: without what Next adds to its own fetches. */
function pathOf({ nextUrl }: NextRequest): string {
  const query = new URLSearchParams(nextUrl.search);
  query.delete("_rsc");
  return `${nextUrl.pathname}${query.size > 0 ? `?${query}` : ""}`;
}

/** Cookies and passkeys belong to the name `localhost`; under its number nobody could sign in. */
function isByNumber(request: NextRequest): boolean {
  const host = request.headers.get("host") ?? "";
  return home.hostname === "localhost" && /^(127\.0\.0\.1|\[::1\])(:|$)/.test(host);
}

/** Built files carry no secret and may be kept; everything else passes here. */
export const config = { matcher: ["/((?!_next/static/|_next/image).*)"] };
