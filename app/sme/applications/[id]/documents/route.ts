import { TRPCError } from "@trpc/server";
import { getHTTPStatusCodeFromError } from "@trpc/server/http";
import { documentLimits } from "@/domain/applications/enterprise-schema";
import { DomainError } from "@/domain/shared/errors";
import { refuseCrossSite } from "@/server/auth/same-origin";
import { env } from "@/server/env";
import { caller } from "@/server/trpc/rsc";

const envelope = 64 * 1024;
const refuse = (status: number, reason: string) =>
  Response.json({ status, reason }, { status, headers: { "cache-control": "no-store" } });

/** One file, multipart: tRPC carries no files. Everything else is the procedure's to decide. */
export async function POST(request: Request, { params }: { params: Promise<{ id: string }> }) {
  const crossSite = refuseCrossSite(request, env.APP_URL);
  if (crossSite) return refuse(403, crossSite);
  const announced = Number(request.headers.get("content-length"));
  if (!announced) return refuse(411, "length_missing");
  if (announced > documentLimits.bytes + envelope) return refuse(413, "document_too_large");

  const file = await request.formData().then(
    (form) => form.get("file"),
    () => null,
  );
  if (!(file instanceof File)) return refuse(400, "document_missing");
  try {
    const { id: applicationId } = await params;
    const content = new Uint8Array(await file.arrayBuffer());
    const api = await caller();
    const document = await api.enterpriseApplications.attachDocument({ applicationId, content });
    return Response.json({ id: document.id, name: document.name }, { status: 201 });
  } catch (error) {
    if (!(error instanceof TRPCError) || error.code === "INTERNAL_SERVER_ERROR") throw error;
    const reason = error.cause instanceof DomainError ? error.cause.reason : "invalid";
    return refuse(getHTTPStatusCodeFromError(error), reason);
  }
}
