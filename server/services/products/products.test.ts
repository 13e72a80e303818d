import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { products } from "@/db/schema";
import { getProduct } from "@/server/services/products/get-product";
import { listProducts } from "@/server/services/products/list-products";
import { aBank, aProduct, now } from "@/tests/bank-factories";
import { inRollback } from "@/tests/database";
import { aProductSaying } from "@/tests/enterprise-factories";

test("a visitor finds what is on offer, the cheapest first, and nothing else", () =>
  inRollback(async (stage) => {
    const visitor = { db: stage.as("public", ""), now };
    const bankId = await aBank(stage.admin);
    const dear = await aProduct(stage.admin, bankId);
    const cheap = await aProductSaying(stage.admin, bankId, { spreadMin: 0, fees: [] });
    const gone = await aProduct(stage.admin, bankId);
    await stage.admin.update(products).set({ status: "withdrawn" }).where(eq(products.id, gone));

    const list = await listProducts(visitor, {});

    expect(list.products.map(({ id }) => id)).toEqual([cheap, dear]);
    expect(list).toMatchObject({ total: 2, banks: [{ name: "江畔银行" }] });
    expect((await listProducts(visitor, { guarantee: "collateral" })).products).toEqual([]);
    await expect(getProduct(visitor, { productId: gone })).rejects.toThrow("product_not_found");
    expect((await getProduct(visitor, { productId: cheap })).price).toMatchObject({
      amount: 50_000_000n,
      lowest: { nominalRate: 300 },
    });
  }));
