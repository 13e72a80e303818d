import { desc, eq } from "drizzle-orm";
import { banks, productProposals, productVersions } from "@/db/schema";
import { authorize, can } from "@/domain/policy";
import type { ShelfInput } from "@/domain/products/bank-schema";
import type { ProductHistory } from "@/domain/products/history-schema";
import { isOpenProposal } from "@/domain/products/lifecycle";
import { NotFound } from "@/domain/shared/errors";
import type { ServiceContext } from "@/server/services/context";
import { appliedOf, countApplications } from "@/server/services/products/count-applications";
import { namesOf, readColleagues } from "@/server/services/products/proposal-queries";
import { getShelfRow } from "@/server/services/products/queries";

/** A product with all its versions and who has applied for each: the bank's own, or to the office any. */
export async function getProductHistory(
  context: ServiceContext<"bank" | "credit_office">,
  { productId }: ShelfInput,
): Promise<ProductHistory> {
  const { db, actor } = context;
  const people = await readColleagues(context);
  const nameOf = (id: string | null | undefined) => (id && people.get(id)) ?? null;
  return db.transaction(async (tx) => {
    const product = await getShelfRow(tx, productId);
    authorize(actor, "product.read", product);
    const versions = await tx
      .select()
      .from(productVersions)
      .where(eq(productVersions.productId, productId))
      .orderBy(desc(productVersions.version));
    // In the making for the first time: it has a proposal and no shelf yet.
    if (versions.length === 0) throw new NotFound("product");
    const proposals = await tx
      .select()
      .from(productProposals)
      .where(eq(productProposals.productId, productId));
    const counts = await countApplications(tx, product.bankId);
    const { status, withdrawnBy: _by, bankId: _bank, ...shown } = product;
    const [bank] = await tx
      .select({ code: banks.code, name: banks.name, nameEn: banks.nameEn })
      .from(banks)
      .where(eq(banks.id, product.bankId));
    if (!bank) throw new NotFound("product");
    return {
      ...shown,
      bank,
      status,
      proposalId: proposals.find(isOpenProposal)?.id ?? null,
      versions: versions.map(({ version, createdAt, createdBy, content }) => {
        const made = proposals.find((one) => one.version === version);
        return {
          version,
          createdAt,
          isImported: createdBy === null,
          writers: namesOf([...(made?.formerWriters ?? []), createdBy ?? ""], people),
          approver: nameOf(made?.approvedBy),
          isByOffice: made?.officeApprovedBy != null,
          content,
          applications: appliedOf(counts, productId, version),
        };
      }),
      may: {
        write: can(actor, "product.write", product),
        withdraw: status === "published" && can(actor, "product.write", product),
        resume: status === "withdrawn" && can(actor, "product.resume", product),
      },
    };
  });
}
