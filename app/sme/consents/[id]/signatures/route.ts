import { TRPCError } from "@trpc/server";
import { z } from "zod";
import { caller } from "@/server/trpc/rsc";

const hidden = () => new Response(null, { status: 404 });

/** What was signed and how, as a file: all it takes to check a passkey's signature elsewhere. */
export async function GET(_request: Request, { params }: { params: Promise<{ id: string }> }) {
  const consentId = z.uuid().safeParse((await params).id);
  if (!consentId.success) return hidden();
  try {
    const api = await caller();
    const file = await api.authorities.signatures({ consentId: consentId.data });
    return new Response(file.content, {
      headers: {
        "content-type": "application/json",
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
