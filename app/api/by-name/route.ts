import { env } from "@/server/env";

/**
 * Where proxy.ts sends whoever came to localhost by its number. Next turns a proxy's own redirect
 * to the same server into a relative one, which would lead here for ever.
 */
export function GET(request: Request) {
  const path = request.headers.get("x-path") ?? "/";
  const location = new URL(env.APP_URL);
  [location.pathname, location.search] = [
    path.split("?")[0] ?? "/",
    path.split("?").slice(1).join("?"),
  ];
  return new Response(null, { status: 307, headers: { location: location.href } });
}
