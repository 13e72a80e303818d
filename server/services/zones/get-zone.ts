import { and, asc, eq } from "drizzle-orm";
import type { PersonaDatabase } from "@/db/client";
import { zoneProducts, zones } from "@/db/schema";
import { NotFound } from "@/domain/shared/errors";
import type { ZoneCodeInput, ZoneView } from "@/domain/zones/schema";
import { listProducts } from "@/server/services/products/list-products";

/** A published zone with its products on offer, in the office's order and at the supermarket's prices. */
export async function getZone(
  context: { db: PersonaDatabase; now: Date },
  { code }: ZoneCodeInput,
): Promise<ZoneView> {
  const { zone, places } = await context.db.transaction(async (tx) => {
    const [found] = await tx
      .select()
      .from(zones)
      .where(and(eq(zones.code, code), eq(zones.isPublished, true)));
    const held = await tx
      .select({ productId: zoneProducts.productId })
      .from(zoneProducts)
      .where(eq(zoneProducts.zoneCode, code))
      .orderBy(asc(zoneProducts.position));
    return { zone: found, places: held };
  });
  if (!zone) throw new NotFound("zone");
  const onOffer = new Map(
    (await listProducts(context, {})).products.map((product) => [product.id, product]),
  );
  return {
    code,
    name: { zh: zone.nameZh, en: zone.nameEn },
    summary: { zh: zone.summaryZh, en: zone.summaryEn },
    products: places.flatMap(({ productId }) => onOffer.get(productId) ?? []),
  };
}
