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

test("a product is on offer on the days of its validity and on no other", () =>
  inRollback(async (stage) => {
    const bankId = await aBank(stage.admin);
    const saying = (over: object) => aProductSaying(stage.admin, bankId, over);
    const [today, yesterday, tomorrow] = ["2026-11-20", "2026-11-19", "2026-11-21"];
    const last = await saying({ validFrom: yesterday, validTo: today });
    const first = await saying({ validFrom: today });
    const over = await saying({ validTo: yesterday });
    const coming = await saying({ validFrom: tomorrow });
    const seenAt = async (at: Date) => {
      const list = await listProducts({ db: stage.as("public", ""), now: at }, {});
      return new Set(list.products.map(({ id }) => id));
    };
    expect(await seenAt(now)).toEqual(new Set([last, first]));
    // The last second of the day in Shanghai, and the first of the next one.
    expect(await seenAt(new Date("2026-11-20T15:59:59Z"))).toEqual(new Set([last, first]));
    expect(await seenAt(new Date("2026-11-20T16:00:00Z"))).toEqual(new Set([first, coming]));
    const visitor = { db: stage.as("public", ""), now };
    for (const productId of [over, coming])
      await expect(getProduct(visitor, { productId })).rejects.toThrow("product_not_found");
  }));
