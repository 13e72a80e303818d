import { and, eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { applications, banks, products, productVersions } from "@/db/schema";
import { NotFound } from "@/domain/shared/errors";
import { defaultCatalogue, type ItemCode } from "@/domain/sources/catalogue";
import type { ServiceContext } from "@/server/services/context";

/** What a product's bank wishes to see for an application, required and optional, and who it is. */
export async function findOffer(
  tx: Transaction,
  { actor }: ServiceContext<"sme">,
  applicationId: string,
) {
  const [found] = await tx
    .select({
      status: applications.status,
      content: productVersions.content,
      bank: { id: banks.id, uscc: banks.uscc, name: banks.name, nameEn: banks.nameEn },
    })
    .from(applications)
    .innerJoin(
      productVersions,
      and(
        eq(productVersions.productId, applications.productId),
        eq(productVersions.version, applications.productVersion),
      ),
    )
    .innerJoin(products, eq(products.id, applications.productId))
    .innerJoin(banks, eq(banks.id, applications.bankId))
    .where(
      and(eq(applications.id, applicationId), eq(applications.enterpriseId, actor.organizationId)),
    );
  if (!found) throw new NotFound("application");
  return {
    status: found.status,
    bank: found.bank,
    items: found.content.items.filter(({ item }) => needsConsent(item)),
  };
}

/** What is public needs none; what is about the legal representative needs that person's own. */
export function needsConsent(item: ItemCode): boolean {
  const entry = defaultCatalogue.find(({ code }) => code === item);
  return entry !== undefined && entry.mode !== "P" && entry.subject === "enterprise";
}
