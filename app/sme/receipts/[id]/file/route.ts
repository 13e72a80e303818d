import { TRPCError } from "@trpc/server";
import { z } from "zod";
import { caller } from "@/server/trpc/rsc";

const hidden = () => new Response(null, { status: 404 });

/** A receipt as the file its enterprise keeps. */
export async function GET(_request: Request, { params }: { params: Promise<{ id: string }> }) {
  const receiptId = z.uuid().safeParse((await params).id);
  if (!receiptId.success) return hidden();
  try {
    const file = await (await caller()).receipts.get({ receiptId: receiptId.data });
    return new Response(file.content, {
      headers: {
        "content-type": "application/jose",
        "content-disposition": `attachment; filename="${file.name}"`,
        "cache-control": "no-store",
      },
    });
  } catch (error) {
    // Signed out, another party and another firm look the same from outside.
    if (error instanceof TRPCError && error.code !== "INTERNAL_SERVER_ERROR") return hidden();
    throw error;
  }
}
