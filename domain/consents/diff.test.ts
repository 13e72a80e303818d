import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diffConsents, isWidened, type ComparedConsent } from "./diff";

const base: ComparedConsent = {
  items: [
    {
      item: "tax_declarations",
      granularity: "indicator",
      from: "2024-01-01",
      to: "2026-10-31",
      isDropped: false,
    },
    {
      item: "vat_invoices",
      granularity: "band",
      from: "2024-01-01",
      to: "2026-10-31",
      isDropped: false,
    },
  ],
  validTo: new Date("2026-12-22T00:00:00Z"),
  maxReads: 1500,
  readsPerUnit: "day",
  readsPerCount: 50,
  maxFetches: 4,
  dataLifeDays: 30,
};
const changesOf = (after: ComparedConsent, before = base) =>
  diffConsents(before, after)
    .filter(({ change }) => change !== "same")
    .map((difference) =>
      difference.about === "item"
        ? `${difference.item}:${difference.granularity} ${difference.change}`
        : `${difference.about} ${difference.change}`,
    );
const [first, second] = base.items as [ComparedConsent["items"][0], ComparedConsent["items"][0]];

/** Every month of every item that a text opens. */
const gives = ({ items }: ComparedConsent) =>
  new Set(
    items
      .filter(({ isDropped }) => !isDropped)
      .flatMap(({ item, granularity, from, to }) =>
        Array.from({ length: 9 }, (_, nth) => `2026-0${nth + 1}-01`)
          .filter((day) => day >= from && day <= to)
          .map((day) => `${item}:${granularity} ${day}`),
      ),
  );
const isSound = ({ items }: ComparedConsent) => items.every(({ from, to }) => from <= to);

describe("the difference of two texts", () => {
  it("is none between a text and itself, and says so of every point", () => {
    const differences = diffConsents(base, base);
    expect(differences.map(({ about }) => about)).toEqual([
      "item",
      "item",
      "validity",
      "reads",
      "readsPer",
      "fetches",
      "dataLife",
    ]);
    expect(changesOf(base)).toEqual([]);
  });

  it.each<[string, Partial<ComparedConsent>]>([
    [
      "housing_fund:band widened",
      { items: [...base.items, { ...first, item: "housing_fund", granularity: "band" }] },
    ],
    ["vat_invoices:band narrowed", { items: [first] }],
    ["vat_invoices:band narrowed", { items: [first, { ...second, isDropped: true }] }],
    ["vat_invoices:band widened", { items: [first, { ...second, from: "2023-12-01" }] }],
    ["vat_invoices:band widened", { items: [first, { ...second, to: "2026-11-30" }] }],
    [
      "vat_invoices:band widened",
      { items: [first, { ...second, from: "2025-01-01", to: "2026-11-30" }] },
    ],
    ["vat_invoices:band narrowed", { items: [first, { ...second, from: "2025-01-01" }] }],
    ["validity widened", { validTo: new Date("2026-12-23T00:00:00Z") }],
    ["validity narrowed", { validTo: new Date("2026-12-21T00:00:00Z") }],
    ["reads widened", { maxReads: 1501 }],
    ["reads narrowed", { maxReads: 1 }],
    ["fetches widened", { maxFetches: 5 }],
    ["dataLife narrowed", { dataLifeDays: 29 }],
    ["readsPer narrowed", { readsPerCount: 49 }],
    ["readsPer widened", { readsPerUnit: null, readsPerCount: null }],
    ["readsPer narrowed", { readsPerUnit: "month" }],
    ["readsPer widened", { readsPerUnit: "week", readsPerCount: 350 }],
  ])("%s", (said, change) => {
    expect(changesOf({ ...base, ...change })).toEqual([said]);
  });

  it("another granularity of an item is one more and one less", () => {
    expect(changesOf({ ...base, items: [first, { ...second, granularity: "monthly" }] })).toEqual([
      "vat_invoices:band narrowed",
      "vat_invoices:monthly widened",
    ]);
  });

  const month = fc.integer({ min: 1, max: 9 }).map((nth) => `2026-0${nth}-01`);
  const text = fc
    .record({
      items: fc.uniqueArray(
        fc.record({
          item: fc.constantFrom("vat_invoices" as const, "gas_usage" as const),
          granularity: fc.constantFrom("band" as const, "indicator" as const),
          from: month,
          to: month,
          isDropped: fc.boolean(),
        }),
        { selector: ({ item, granularity }) => `${item}:${granularity}` },
      ),
      maxReads: fc.integer({ min: 1, max: 3 }),
      dataLifeDays: fc.integer({ min: 1, max: 3 }),
    })
    .map((part): ComparedConsent => ({ ...base, ...part }));

  it("calls a text that covers something new widened, and only such a one", () => {
    fc.assert(
      fc.property(text.filter(isSound), text.filter(isSound), (before, after) => {
        const old = gives(before);
        const isMore =
          [...gives(after)].some((fact) => !old.has(fact)) ||
          after.maxReads > before.maxReads ||
          after.dataLifeDays > before.dataLifeDays;
        expect(isWidened(diffConsents(before, after))).toBe(isMore);
      }),
    );
  });
});
