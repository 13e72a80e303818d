import { TRPCError } from "@trpc/server";
import { z } from "zod";
import { caller } from "@/server/trpc/rsc";

const hidden = () => new Response(null, { status: 404 });

/** The report and the platform's statement about it, as a file that anyone can check. */
export async function GET(_request: Request, { params }: { params: Promise<{ id: string }> }) {
  const id = z.uuid().safeParse((await params).id);
  if (!id.success) return hidden();
  try {
    const file = await (await caller()).reports.file({ reportId: id.data });
    return new Response(JSON.stringify(file, null, 2), {
      headers: {
        "content-type": "application/json; charset=utf-8",
        "content-disposition": `attachment; filename="${file.content.number}.json"`,
        "cache-control": "no-store",
      },
    });
  } catch (error) {
    // Signed out, another party and another firm look the same from outside.
    if (error instanceof TRPCError && error.code !== "INTERNAL_SERVER_ERROR") return hidden();
    throw error;
  }
}
