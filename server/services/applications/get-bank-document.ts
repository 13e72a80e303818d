import { and, eq } from "drizzle-orm";
import { applications, documents } from "@/db/schema";
import type { BankDocumentInput } from "@/domain/applications/bank-schema";
import { authorize } from "@/domain/policy";
import { NotFound } from "@/domain/shared/errors";
import type { ServiceContext } from "@/server/services/context";

/** A document the firm sent with an application to this bank. */
export async function getBankDocument(
  { db, actor }: ServiceContext<"bank">,
  { applicationId, documentId }: BankDocumentInput,
) {
  const found = await db.transaction(async (tx) => {
    const [row] = await tx
      .select({ application: applications, document: documents })
      .from(documents)
      .innerJoin(applications, eq(applications.id, documents.applicationId))
      .where(
        and(
          eq(documents.id, documentId),
          eq(documents.applicationId, applicationId),
          eq(documents.bankId, actor.organizationId),
        ),
      );
    return row;
  });
  if (!found) throw new NotFound("document");
  authorize(actor, "application.read", found.application);
  const { name, mediaType, content } = found.document;
  return { name, mediaType, content: Uint8Array.from(content) };
}
