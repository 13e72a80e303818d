import { expect, test } from "vitest";
import { eq } from "drizzle-orm";
import { products, zoneProducts, zones } from "@/db/schema";
import { addDays, shanghaiDay } from "@/domain/shared/calendar";
import { SaveZoneInput, ZoneView } from "@/domain/zones/schema";
import { aBank, aPerson, aProduct, now } from "@/tests/bank-factories";
import { inRollback, type Stage } from "@/tests/database";
import { listOfficeProducts } from "@/server/services/products/list-office-products";
import { getZone } from "./get-zone";
import { listEditedZones } from "./list-edited-zones";
import { listZones } from "./list-zones";
import { publishZone } from "./publish-zone";
import { saveZone } from "./save-zone";

const office = "00000000-0000-0000-0000-000000000000";
const official = (stage: Stage, role: "analyst" | "supervisor") =>
  aPerson(stage, { party: "credit_office", role, organizationId: office });

const draft = (shelf: string[], over: Partial<SaveZoneInput> = {}): SaveZoneInput => ({
  code: "harbour",
  revision: null,
  name: { zh: "港口专区", en: "Harbour" },
  summary: { zh: "给港口企业", en: "For firms of the harbour" },
  position: 9,
  products: shelf,
  ...over,
});

test("an analyst fills a zone, a supervisor shows it, and the public sees it in the office's order", () =>
  inRollback(async (stage) => {
    const [analyst, supervisor] = [
      await official(stage, "analyst"),
      await official(stage, "supervisor"),
    ];
    const visitor = { db: stage.as("public", ""), now };
    const bankId = await aBank(stage.admin);
    const [first, second] = [
      await aProduct(stage.admin, bankId),
      await aProduct(stage.admin, bankId),
    ];

    expect(await saveZone(analyst(), draft([second, first]))).toEqual({
      code: "harbour",
      revision: 1,
    });
    expect((await listZones(visitor)).map(({ code }) => code)).not.toContain("harbour");
    await expect(getZone(visitor, { code: "harbour" })).rejects.toThrow("zone_not_found");
    await expect(
      publishZone(analyst(), { code: "harbour", revision: 1, isPublished: true }),
    ).rejects.toThrow("zone.publish_forbidden");

    await publishZone(supervisor(), { code: "harbour", revision: 1, isPublished: true });
    const shown = ZoneView.parse(await getZone(visitor, { code: "harbour" }));
    expect(shown.products.map(({ id }) => id)).toEqual([second, first]);
    expect(await listZones(visitor)).toContainEqual(
      expect.objectContaining({ code: "harbour", products: 2 }),
    );

    await stage.admin.update(products).set({ status: "withdrawn" }).where(eq(products.id, second));
    expect((await getZone(visitor, { code: "harbour" })).products.map(({ id }) => id)).toEqual([
      first,
    ]);
    const edited = (await listEditedZones(analyst())).find(({ code }) => code === "harbour");
    expect(edited?.products.map(({ isOnOffer }) => isOnOffer)).toEqual([false, true]);
  }));

test("the office sees which product of a zone has run out of its time", () =>
  inRollback(async (stage) => {
    const analyst = await official(stage, "analyst");
    const bankId = await aBank(stage.admin);
    const today = shanghaiDay(now);
    const [over, on] = [
      await aProduct(stage.admin, bankId, { validTo: addDays(today, -1) }),
      await aProduct(stage.admin, bankId, { validTo: today }),
    ];
    await saveZone(analyst(), draft([over, on]));
    const edited = (await listEditedZones(analyst())).find(({ code }) => code === "harbour");
    expect(edited?.products.map(({ id, isOnOffer }) => [id, isOnOffer])).toEqual([
      [over, false],
      [on, true],
    ]);
    const { banks } = await listOfficeProducts(analyst());
    const shelf = banks.flatMap(({ products: of }) => of);
    expect(shelf.find(({ id }) => id === over)?.validTo).toBe(addDays(today, -1));
  }));

test("what is public is a supervisor's to change, and by the gate's word, not only the service's", () =>
  inRollback(async (stage) => {
    const [analyst, supervisor] = [
      await official(stage, "analyst"),
      await official(stage, "supervisor"),
    ];
    const product = await aProduct(stage.admin, await aBank(stage.admin));
    await saveZone(analyst(), draft([product]));
    await publishZone(supervisor(), { code: "harbour", revision: 1, isPublished: true });
    await expect(saveZone(analyst(), draft([product], { revision: 2 }))).rejects.toThrow(
      "zone.edit_forbidden",
    );
    expect(await saveZone(supervisor(), draft([product], { revision: 2 }))).toMatchObject({
      revision: 3,
    });
  }));

test("an older revision, a code that is taken, an empty shelf and a product that is none are refused, and nothing is kept of them", () =>
  inRollback(async (stage) => {
    const supervisor = await official(stage, "supervisor");
    const product = await aProduct(stage.admin, await aBank(stage.admin));
    await saveZone(supervisor(), draft([]));
    await expect(saveZone(supervisor(), draft([product]))).rejects.toThrow("zone_exists");
    await expect(saveZone(supervisor(), draft([product], { revision: 7 }))).rejects.toThrow(
      "zone_changed",
    );
    await expect(saveZone(supervisor(), draft([office], { revision: 1 }))).rejects.toThrow(
      "product_not_on_offer",
    );
    await expect(
      saveZone(supervisor(), draft([product], { code: "nowhere", revision: 1 })),
    ).rejects.toThrow("zone_not_found");
    await expect(
      publishZone(supervisor(), { code: "harbour", revision: 1, isPublished: true }),
    ).rejects.toThrow("zone_empty");
    expect(await stage.admin.select().from(zones).where(eq(zones.code, "harbour"))).toMatchObject([
      { revision: 1, isPublished: false },
    ]);
    expect(await stage.admin.$count(zoneProducts, eq(zoneProducts.zoneCode, "harbour"))).toBe(0);
  }));

test.each([
  ["a code with capitals", { code: "Harbour" }, "code"],
  ["no English name", { name: { zh: "港口", en: " " } }, "name.en"],
  ["a place beyond the last", { position: 100 }, "position"],
  ["a product twice", { products: [office, office] }, "products"],
])("a zone with %s is refused at its field", (_case, over, path) => {
  const { error } = SaveZoneInput.safeParse(draft([], over));
  expect(error?.issues.map((issue) => issue.path.join("."))).toContain(path);
});
