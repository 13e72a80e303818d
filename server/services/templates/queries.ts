import { and, asc, desc, eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { purposeTemplates } from "@/db/schema";
import type { Purpose } from "@/domain/consents/lifecycle";
import { NotFound } from "@/domain/shared/errors";
import type { DecideTemplateInput, TemplateView } from "@/domain/templates/schema";

/** Every version of every purpose, newest first; who put it forward only as oneself or another. */
export async function readTemplates(tx: Transaction, viewer: string): Promise<TemplateView[]> {
  const rows = await tx
    .select()
    .from(purposeTemplates)
    .orderBy(asc(purposeTemplates.code), desc(purposeTemplates.version));
  return rows.map((row) => {
    const { nameZh, nameEn, wordingZh, wordingEn, approvedBy: _, ...told } = row;
    return {
      ...told,
      name: { zh: nameZh, en: nameEn },
      wording: { zh: wordingZh, en: wordingEn },
      proposedBy: sideOf(row.proposedBy, viewer),
    };
  });
}

/** Whether a new version of a purpose waits for approval. */
export async function hasDraft(tx: Transaction, code: Purpose): Promise<boolean> {
  const drafts = await tx
    .select({ version: purposeTemplates.version })
    .from(purposeTemplates)
    .where(and(eq(purposeTemplates.code, code), eq(purposeTemplates.state, "draft")));
  return drafts.length > 0;
}

/** Who put a version forward. */
export async function getProposer(tx: Transaction, { code, version }: DecideTemplateInput) {
  const [row] = await tx
    .select({ proposedBy: purposeTemplates.proposedBy })
    .from(purposeTemplates)
    .where(and(eq(purposeTemplates.code, code), eq(purposeTemplates.version, version)));
  if (!row) throw new NotFound("template");
  return row;
}

const sideOf = (proposedBy: string | null, viewer: string) => {
  if (proposedBy === null) return null;
  return proposedBy === viewer ? "you" : "colleague";
};
