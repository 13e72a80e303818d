import { and, eq, sql } from "drizzle-orm";
import { banks, products, productVersions } from "@/db/schema";
import { getBanks, getProducts } from "@/server/connectors/city-feed";
import type { SystemContext } from "@/server/services/context";

/**
 * Takes the banks and what they publish in; a product that changed gets a new version, unless the
 * bank has published one of its own here: that is newer than any feed.
 */
export async function importBanks({ db, now }: SystemContext) {
  const found = await getBanks();
  const contents = new Map(
    await Promise.all(found.map(async ({ code }) => [code, await getProducts(code)] as const)),
  );
  return db.transaction(async (tx) => {
    let published = 0;
    for (const bank of found) {
      const [stored] = await tx
        .insert(banks)
        .values(bank)
        .onConflictDoUpdate({
          target: banks.code,
          set: { name: sql`excluded.name`, nameEn: sql`excluded.name_en` },
        })
        .returning({ id: banks.id });
      if (!stored) continue;
      for (const content of contents.get(bank.code) ?? []) {
        const [product] = await tx
          .insert(products)
          .values({
            bankId: stored.id,
            code: content.code,
            status: "published",
            publishedAt: now,
          })
          .onConflictDoNothing()
          .returning({ id: products.id });
        if (product) {
          await tx.insert(productVersions).values({ productId: product.id, version: 1, content });
          published += 1;
          continue;
        }
        await tx.execute(sql`
          with current as (
            select ${products.id} as id, ${products.version} as version, held.content
            from ${products} join ${productVersions} as held
              on held.product_id = ${products.id} and held.version = ${products.version}
            where ${and(eq(products.bankId, stored.id), eq(products.code, content.code))}
              and held.content <> ${JSON.stringify(content)}::jsonb
              and held.created_by is null
          ), added as (
            insert into ${productVersions} (product_id, version, content)
            select id, version + 1, ${JSON.stringify(content)}::jsonb from current
            returning product_id, version
          )
          update ${products} set version = added.version from added where ${products.id} = added.product_id`);
      }
    }
    return { banks: found.length, published };
  });
}
