import { TRPCError } from "@trpc/server";
import { caller } from "@/server/trpc/rsc";

type Api = Awaited<ReturnType<typeof caller>>;
type Part = Awaited<ReturnType<Api["receipts"]["exportPart"]>>;

/**
 * The enterprise's whole ledger as one file, written as it is read: each part asks again whether the
 * session still stands, and a file that breaks off lacks its signed end.
 */
export async function GET(): Promise<Response> {
  try {
    const api = await caller();
    const first = await api.receipts.exportPart({ after: 0n, size: null });
    return new Response(streamOf(api, first), {
      headers: {
        "content-type": "application/x-ndjson; charset=utf-8",
        "content-disposition": `attachment; filename="ledger.jsonl"`,
        "cache-control": "no-store",
      },
    });
  } catch (error) {
    if (error instanceof TRPCError && error.code !== "INTERNAL_SERVER_ERROR")
      return new Response(null, { status: 404 });
    throw error;
  }
}

function streamOf(api: Api, first: Part): ReadableStream<Uint8Array> {
  const utf8 = new TextEncoder();
  let part = first;
  return new ReadableStream({
    async pull(controller) {
      controller.enqueue(utf8.encode(part.lines.join("")));
      if (part.next === null) controller.close();
      else part = await api.receipts.exportPart({ after: part.next, size: part.size });
    },
  });
}
