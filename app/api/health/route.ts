import { version } from "@/package.json";
import { health } from "@/server/observability/health";
import { publicDatabase } from "@/server/trpc/context";

/** 200 only when a request made now would be served in full; otherwise which part is down. */
export async function GET() {
  const answer = await health(publicDatabase());
  return Response.json(
    { ...answer, version },
    { status: answer.status === "ok" ? 200 : 503, headers: { "cache-control": "no-store" } },
  );
}
