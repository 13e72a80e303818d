import { and, asc, count, eq } from "drizzle-orm";
import type { PersonaDatabase } from "@/db/client";
import { products, zoneProducts, zones } from "@/db/schema";
import type { ZoneSummary } from "@/domain/zones/schema";

/** The zones anyone may see, in the office's order; one without a product on offer is left out. */
export async function listZones({ db }: { db: PersonaDatabase }): Promise<ZoneSummary[]> {
  const rows = await db.transaction((tx) =>
    tx
      .select({
        code: zones.code,
        nameZh: zones.nameZh,
        nameEn: zones.nameEn,
        summaryZh: zones.summaryZh,
        summaryEn: zones.summaryEn,
        products: count(),
      })
      .from(zones)
      .innerJoin(zoneProducts, eq(zoneProducts.zoneCode, zones.code))
      .innerJoin(
        products,
        and(eq(products.id, zoneProducts.productId), eq(products.status, "published")),
      )
      .where(eq(zones.isPublished, true))
      .groupBy(zones.code)
      .orderBy(asc(zones.position), asc(zones.code)),
  );
  return rows.map(({ nameZh, nameEn, summaryZh, summaryEn, ...rest }) => ({
    ...rest,
    name: { zh: nameZh, en: nameEn },
    summary: { zh: summaryZh, en: summaryEn },
  }));
}
