import { and, asc, eq } from "drizzle-orm";
import type { PersonaDatabase } from "@/db/client";
import { zoneProducts, zones } from "@/db/schema";
import { shanghaiDay } from "@/domain/shared/calendar";
import { NotFound } from "@/domain/shared/errors";
import type { ZoneCodeInput, ZoneView } from "@/domain/zones/schema";
import { listPublishedProducts } from "@/server/services/products/queries";
import { showProducts } from "@/server/services/products/show-products";

/** A published zone with its products on offer, in the office's order and at the supermarket's prices. */
export async function getZone(
  { db, now }: { db: PersonaDatabase; now: Date },
  { code }: ZoneCodeInput,
): Promise<ZoneView> {
  const day = shanghaiDay(now);
  return db.transaction(async (tx) => {
    const [zone] = await tx
      .select()
      .from(zones)
      .where(and(eq(zones.code, code), eq(zones.isPublished, true)));
    if (!zone) throw new NotFound("zone");
    const places = await tx
      .select({ productId: zoneProducts.productId })
      .from(zoneProducts)
      .where(eq(zoneProducts.zoneCode, code))
      .orderBy(asc(zoneProducts.position));
    const held = places.map(({ productId }) => productId);
    const shown = await showProducts(tx, await listPublishedProducts(tx, day, held), day);
    return {
      code,
      name: { zh: zone.nameZh, en: zone.nameEn },
      summary: { zh: zone.summaryZh, en: zone.summaryEn },
      products: held.flatMap((productId) => shown.find(({ id }) => id === productId) ?? []),
    };
  });
}
