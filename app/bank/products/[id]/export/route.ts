import { TRPCError } from "@trpc/server";
import { z } from "zod";
import { ExportProductInput } from "@/domain/products/bank-schema";
import { caller } from "@/server/trpc/rsc";

const hidden = () => new Response(null, { status: 404 });
const Version = z
  .string()
  .regex(/^[1-9]\d{0,5}$/)
  .transform(Number)
  .optional();

/** A version of a product as a file that an import takes. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }) {
  const asked = new URL(request.url).searchParams.get("version") ?? undefined;
  const version = Version.safeParse(asked);
  const input = ExportProductInput.safeParse({
    productId: (await params).id,
    ...(version.data !== undefined && { version: version.data }),
  });
  if (!version.success || !input.success) return hidden();
  try {
    const { name, text } = await (await caller()).bankProducts.export(input.data);
    return new Response(text, {
      headers: {
        "content-type": "application/json; charset=utf-8",
        "content-disposition": `attachment; filename="${name}"`,
        "cache-control": "no-store",
      },
    });
  } catch (error) {
    // Signed out, another party and another bank look the same from outside.
    if (error instanceof TRPCError && error.code !== "INTERNAL_SERVER_ERROR") return hidden();
    throw error;
  }
}
