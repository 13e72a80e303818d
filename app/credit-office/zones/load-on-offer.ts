import type { ShelfProduct } from "@/components/zones/zone-products";
import { caller } from "@/server/trpc/rsc";

/** What may be put into a zone: every product on offer. */
export async function loadOnOffer(): Promise<ShelfProduct[]> {
  const { products } = await (await caller()).products.list({});
  return products.map(({ id, content, bank: { name, nameEn } }) => ({
    id,
    name: content.name,
    bank: { name, nameEn },
    isOnOffer: true,
  }));
}
