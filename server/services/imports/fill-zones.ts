import { asc, eq } from "drizzle-orm";
import { products, productVersions, zoneProducts, zones } from "@/db/schema";
import type { ProductContent } from "@/domain/products/schema";
import type { SystemContext } from "@/server/services/context";

/** What a demo city's office would pick for the shelves that are shipped. */
const picks: Record<string, (content: ProductContent) => boolean> = {
  "first-loan": ({ isFirstLoan }) => isFirstLoan,
  renewal: ({ kind }) => kind === "renewal",
  agriculture: ({ kind }) => kind === "agriculture",
  procurement: ({ kind }) => kind === "procurement" || kind === "orders",
};

/** Fills the zones of a demo city that nobody has touched, and shows those that are not empty. */
export async function fillZones({ db, now }: SystemContext): Promise<number> {
  return db.transaction(async (tx) => {
    const untouched = await tx.select().from(zones).where(eq(zones.revision, 1));
    const onOffer = await tx
      .select({ id: products.id, content: productVersions.content })
      .from(products)
      .innerJoin(productVersions, eq(productVersions.productId, products.id))
      .where(eq(products.status, "published"))
      .orderBy(asc(products.code));
    let filled = 0;
    for (const { code } of untouched) {
      const picked = onOffer.filter(({ content }) => picks[code]?.(content));
      if (picked.length === 0) continue;
      await tx
        .insert(zoneProducts)
        .values(
          picked.map(({ id }, index) => ({ zoneCode: code, productId: id, position: index + 1 })),
        )
        .onConflictDoNothing();
      await tx.update(zones).set({ isPublished: true, updatedAt: now }).where(eq(zones.code, code));
      filled += 1;
    }
    return filled;
  });
}
