import { sql } from "drizzle-orm";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Transaction } from "@/db/client";
import { leastGroup } from "@/domain/oversight/published";
import { inRollback } from "@/tests/database";

/** A place of the finest table there could be, and the firms that stand in it. */
type Place = { product: string; size: string; section: string; firms: number[] };

const firmsIn = (places: readonly Place[]) => new Set(places.flatMap(({ firms }) => firms)).size;
const keyOf = (...parts: string[]) => parts.join("|");
/** The cells a place counts in, as the gate names them. */
const cellsOf = ({ product, size, section }: Place) =>
  [product, ""].flatMap((one) => [
    keyOf(one, "", ""),
    ...(size === "" ? [] : [keyOf(one, size, "")]),
    ...(size === "" || section === "" ? [] : [keyOf(one, size, section)]),
  ]);
const allCells = (places: readonly Place[]) => [...new Set(places.flatMap(cellsOf))];

async function publishedCells(tx: Transaction, places: readonly Place[]): Promise<string[]> {
  const members = places.flatMap((place) => place.firms.map((firm) => ({ ...place, firm })));
  const list = (of: (member: (typeof members)[number]) => string) => sql.param(members.map(of));
  const { rows } = await tx.execute<{ cells: string[] }>(
    sql`select gate.observed_cells(${list(({ product }) => product)}::text[], ${list(({ size }) => size)}::text[],
      ${list(({ section }) => section)}::text[], ${list(({ firm }) => `00000000-0000-4000-8000-${String(firm).padStart(12, "0")}`)}::uuid[]) as cells`,
  );
  return rows[0]!.cells;
}

const prime = 1_000_003;
const inverse = (value: number) => {
  let [result, base] = [1, value];
  for (let power = prime - 2; power > 0; power = Math.floor(power / 2)) {
    if (power % 2 === 1) result = (result * base) % prime;
    base = (base * base) % prime;
  }
  return result;
};
const lessTimes = (a: readonly number[], b: readonly number[], times: number) =>
  a.map((value, index) => (((value - times * b[index]!) % prime) + prime) % prime);

/** Everything that adding and subtracting the rows can give, as rows that each have a column to themselves. */
function span(rows: readonly number[][]): { pivot: number; row: number[] }[] {
  const basis: { pivot: number; row: number[] }[] = [];
  for (const one of rows) {
    const rest = reduced(one, basis);
    const pivot = rest.findIndex((value) => value !== 0);
    if (pivot === -1) continue;
    const row = rest.map((value) => (value * inverse(rest[pivot]!)) % prime);
    for (const known of basis) known.row = lessTimes(known.row, row, known.row[pivot]!);
    basis.push({ pivot, row });
  }
  return basis;
}
const reduced = (row: readonly number[], basis: ReturnType<typeof span>) =>
  basis.reduce<number[]>((rest, known) => lessTimes(rest, known.row, rest[known.pivot]!), [...row]);

/**
 * The attack: of every set of places with fewer than ten firms, whether its total follows from the
 * published totals, by whatever additions and subtractions. Knows nothing of how they are withheld.
 */
function betrayed(places: readonly Place[], cells: readonly string[]): Place[][] {
  const basis = span(
    cells.map((cell) => places.map((place) => (cellsOf(place).includes(cell) ? 1 : 0))),
  );
  const found: Place[][] = [];
  const grow = (from: number, chosen: readonly Place[], firms: ReadonlySet<number>) => {
    for (const [index, place] of places.entries()) {
      if (index < from) continue;
      const more = new Set([...firms, ...place.firms]);
      // Whatever is added to ten firms, they stay ten.
      if (more.size >= leastGroup) continue;
      const set = [...chosen, place];
      const total = places.map((one) => (set.includes(one) ? 1 : 0));
      if (reduced(total, basis).every((value) => value === 0)) found.push(set);
      grow(index + 1, set, more);
    }
  };
  grow(0, [], new Set());
  return found;
}

const sizes = ["micro", "small", ""];
const sections = ["A", "C", "F", ""];
/** Up to ten places; a firm may have applied for several products. */
const table = fc
  .uniqueArray(
    fc.record({
      product: fc.constantFrom("p1", "p2", "p3"),
      kind: fc.oneof(
        { weight: 4, arbitrary: fc.constantFrom(0, 1, 2, 4, 5) },
        { weight: 1, arbitrary: fc.integer({ min: 0, max: 11 }) },
      ),
      count: fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 8, max: 30 })),
      from: fc.integer({ min: 0, max: 30 }),
    }),
    { minLength: 1, maxLength: 10, selector: ({ product, kind }) => `${product} ${kind}` },
  )
  .map((places) =>
    places.map(({ product, kind, count, from }) => ({
      product,
      size: sizes[Math.floor(kind / 4)]!,
      section: sections[kind % 4]!,
      firms: Array.from({ length: count }, (_, index) => kind * 100 + from + index),
    })),
  );
const largeEnough = (places: readonly Place[]) =>
  allCells(places).filter(
    (cell) => firmsIn(places.filter((place) => cellsOf(place).includes(cell))) >= leastGroup,
  );

const people = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => from + index);

describe("cells of observations", () => {
  test(
    "betray no group of fewer than ten firms, however they are added and subtracted",
    () =>
      inRollback(async ({ admin }) => {
        const shown = { none: 0, products: 0, sections: 0, withheld: 0 };
        await fc.assert(
          fc.asyncProperty(table, async (places) => {
            const cells = await publishedCells(admin, places);
            const known = new Set(largeEnough(places));
            expect(cells.filter((cell) => !known.has(cell))).toEqual([]);
            expect(new Set(cells).size).toBe(cells.length);
            shown.none += cells.length === 0 ? 1 : 0;
            shown.products += cells.some((cell) => !cell.startsWith("|")) ? 1 : 0;
            shown.sections += cells.some((cell) => !cell.endsWith("|")) ? 1 : 0;
            shown.withheld += cells.length < known.size ? 1 : 0;
            expect(betrayed(places, cells)).toEqual([]);
          }),
          { numRuns: 400, seed: 22 },
        );
        // Withholding everything would pass as well.
        expect(shown.none).toBeLessThan(150);
        expect(shown.products).toBeGreaterThan(100);
        expect(shown.sections).toBeGreaterThan(50);
        expect(shown.withheld).toBeGreaterThan(50);
        // The database judges four hundred tables, one after the other.
      }),
    120_000,
  );

  test("control: publishing whatever is large enough is betrayed", () => {
    const found = fc.check(
      fc.property(table, (places) => betrayed(places, largeEnough(places)).length === 0),
      { seed: 22 },
    );
    expect(found.failed).toBe(true);
  });

  test("a product for one trade does not betray the three firms of it that went elsewhere", () =>
    inRollback(async ({ admin }) => {
      const places = [
        { product: "farm", size: "small", section: "A", firms: people(0, 12) },
        { product: "city", size: "small", section: "A", firms: people(20, 3) },
        { product: "city", size: "small", section: "C", firms: people(40, 30) },
      ];
      expect(betrayed(places, largeEnough(places))).toEqual([[places[1]]]);
      const cells = await publishedCells(admin, places);
      expect(betrayed(places, cells)).toEqual([]);
      expect(cells.toSorted()).toEqual([
        "city|small|",
        "city||",
        "farm|small|",
        "farm|small|A",
        "farm||",
        "|small|",
        "||",
      ]);
    }));

  test("all of it is shown where nothing is small", () =>
    inRollback(async ({ admin }) => {
      const places = ["p1", "p2"].flatMap((product, one) =>
        ["A", "C"].map((section, other) => ({
          product,
          size: "micro",
          section,
          firms: people(100 * one + 20 * other, 10),
        })),
      );
      expect((await publishedCells(admin, places)).toSorted()).toEqual(allCells(places).toSorted());
      const nine = places.map((place) => ({ ...place, firms: [1, 2] }));
      expect(await publishedCells(admin, nine)).toEqual([]);
    }));
});
