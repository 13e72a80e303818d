import { metricsText, queueDepth } from "@/server/observability/metrics";
import { waitingJobs } from "@/server/observability/worker-heartbeat";
import { publicDatabase } from "@/server/trpc/context";

/** Counts for Prometheus: of this process, and the queue's depth. Nothing about anybody. */
export async function GET() {
  // With the database down the counters are wanted all the more.
  await waitingJobs(publicDatabase()).then(
    (jobs) => queueDepth.set(jobs),
    () => queueDepth.set(Number.NaN),
  );
  const { body, contentType } = await metricsText();
  return new Response(body, {
    headers: { "content-type": contentType, "cache-control": "no-store" },
  });
}
