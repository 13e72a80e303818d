import { TRPCError } from "@trpc/server";
import { z } from "zod";
import { caller } from "@/server/trpc/rsc";

const Ids = z.strictObject({ id: z.uuid(), documentId: z.uuid() });
const hidden = () => new Response(null, { status: 404 });

/** Always a download, never a page: what a firm uploaded is nobody's markup. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ id: string; documentId: string }> },
) {
  const ids = Ids.safeParse(await params);
  if (!ids.success) return hidden();
  try {
    const { id: applicationId, documentId } = ids.data;
    const document = await (
      await caller()
    ).bankApplications.document({ applicationId, documentId });
    return new Response(new Uint8Array(document.content), {
      headers: {
        "content-type": document.mediaType,
        "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(document.name)}`,
        "x-content-type-options": "nosniff",
        "content-security-policy": "default-src 'none'; sandbox",
        "cache-control": "no-store",
      },
    });
  } catch (error) {
    // Signed out, another party and another bank look the same from outside.
    if (error instanceof TRPCError && error.code !== "INTERNAL_SERVER_ERROR") return hidden();
    throw error;
  }
}
