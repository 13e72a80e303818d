import { and, asc, eq } from "drizzle-orm";
import { banks, products, productVersions, zoneProducts, zones } from "@/db/schema";
import { authorize } from "@/domain/policy";
import { isValidOn } from "@/domain/products/validity";
import { shanghaiDay } from "@/domain/shared/calendar";
import { groupBy } from "@/domain/shared/group-by";
import type { EditedZone } from "@/domain/zones/schema";
import type { ServiceContext } from "@/server/services/context";

/** Every zone with all that stands in it, also what is not on offer any more. */
export async function listEditedZones({
  db,
  actor,
  now,
}: ServiceContext<"credit_office">): Promise<EditedZone[]> {
  authorize(actor, "zone.read", {});
  const today = shanghaiDay(now);
  return db.transaction(async (tx) => {
    const found = await tx.select().from(zones).orderBy(asc(zones.position), asc(zones.code));
    const held = await tx
      .select({
        zoneCode: zoneProducts.zoneCode,
        id: products.id,
        status: products.status,
        content: productVersions.content,
        bank: { name: banks.name, nameEn: banks.nameEn },
      })
      .from(zoneProducts)
      .innerJoin(products, eq(products.id, zoneProducts.productId))
      .innerJoin(banks, eq(banks.id, products.bankId))
      .innerJoin(
        productVersions,
        and(
          eq(productVersions.productId, products.id),
          eq(productVersions.version, products.version),
        ),
      )
      .orderBy(asc(zoneProducts.position));
    const inZone = groupBy(held, ({ zoneCode }) => zoneCode);
    return found.map(
      ({ nameZh, nameEn, summaryZh, summaryEn, updatedBy: _updatedBy, ...zone }) => ({
        ...zone,
        name: { zh: nameZh, en: nameEn },
        summary: { zh: summaryZh, en: summaryEn },
        products: (inZone.get(zone.code) ?? []).map(({ id, status, content, bank }) => ({
          id,
          name: content.name,
          bank,
          isOnOffer: status === "published" && isValidOn(content, today),
        })),
      }),
    );
  });
}
