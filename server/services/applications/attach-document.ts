import { createHash } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { fileTypeFromBuffer } from "file-type";
import { documents, informationRequests } from "@/db/schema";
import { attachDocument as mayAttach } from "@/domain/applications/enterprise-rules";
import {
  documentLimits,
  documentTypes,
  type AttachDocumentInput,
  type DocumentType,
  type DocumentView,
} from "@/domain/applications/enterprise-schema";
import { authorize } from "@/domain/policy";
import { DomainError, Invalid } from "@/domain/shared/errors";
import { lockOwnRow } from "@/server/services/applications/own-application";
import type { ServiceContext } from "@/server/services/context";

const isKnown = (mediaType: string): mediaType is DocumentType => mediaType in documentTypes;

/** Keeps a file for the bank. What it is, is read from its bytes; its name is ours. */
export async function attachDocument(
  { db, actor, now }: ServiceContext<"sme">,
  { applicationId, content }: AttachDocumentInput,
): Promise<DocumentView> {
  if (content.byteLength > documentLimits.bytes)
    throw new DomainError("PAYLOAD_TOO_LARGE", "document_too_large", "file");
  const mediaType = (await fileTypeFromBuffer(content))?.mime;
  if (!mediaType || !isKnown(mediaType)) throw new Invalid("document_type_unknown", "file");

  return db.transaction(async (tx) => {
    const application = await lockOwnRow(tx, actor.organizationId, applicationId);
    authorize(actor, "application.answer_information", application);
    const attached = await tx.$count(documents, eq(documents.applicationId, applicationId));
    mayAttach(application, attached);
    const [asked] = await tx
      .select({ id: informationRequests.id })
      .from(informationRequests)
      .where(
        and(
          eq(informationRequests.applicationId, applicationId),
          eq(informationRequests.status, "open"),
        ),
      );

    const bytes = Buffer.from(content);
    const document = {
      name: `document-${String(attached + 1).padStart(2, "0")}.${documentTypes[mediaType]}`,
      mediaType,
      size: bytes.byteLength,
      uploadedAt: now,
    };
    const [kept] = await tx
      .insert(documents)
      .values({
        ...document,
        applicationId,
        requestId: asked?.id ?? null,
        enterpriseId: actor.organizationId,
        bankId: application.bankId,
        sha256: createHash("sha256").update(bytes).digest(),
        content: bytes,
        uploadedBy: actor.userId,
      })
      .returning({ id: documents.id });
    if (!kept) throw new DomainError("SERVICE_UNAVAILABLE", "document_not_kept");
    return { id: kept.id, ...document };
  });
}
