import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import type { Transaction } from "@/db/client";
import { applications, enterprises, loans } from "@/db/schema";
import { leastGroup, restOf } from "@/domain/oversight/published";
import { addDays, addMonthsToDay, shanghaiDay, startOfShanghaiDay } from "@/domain/shared/calendar";
import { getPublishedStatistics } from "@/server/services/statistics/get-published-statistics";
import { aBank, anEnterprise, aProduct } from "@/tests/bank-factories";
import { inRollback, poolOf, type Stage } from "@/tests/database";
import { withinOneDay } from "@/tests/within-one-day";

type Member = { cell: string; enterprise: string };

async function withheldCells(tx: Transaction, members: readonly Member[]): Promise<string[]> {
  const cells = sql.param(members.map(({ cell }) => cell));
  const firms = sql.param(members.map(({ enterprise }) => enterprise));
  const { rows } = await tx.execute<{ cells: string[] }>(
    sql`select gate.withheld_cells(${cells}::text[], ${firms}::uuid[]) as cells`,
  );
  return rows[0]!.cells;
}

const firmsOf = (members: readonly Member[]) =>
  new Set(members.map(({ enterprise }) => enterprise)).size;
const cellsOf = (members: readonly Member[]) => [...new Set(members.map(({ cell }) => cell))];

/**
 * What anybody can work out from a total and the cells that are published: every published cell, and
 * all the rest together. Gives the groups of fewer than ten enterprises among these.
 */
function revealed(members: readonly Member[], withheld: readonly string[]): string[][] {
  const shown = cellsOf(members).filter((cell) => !withheld.includes(cell));
  const known = [...shown.map((cell) => [cell]), ...(withheld.length > 0 ? [[...withheld]] : [])];
  return known.filter((group) => {
    const size = firmsOf(members.filter(({ cell }) => group.includes(cell)));
    return size < leastGroup || (group === known.at(-1) && withheld.length === 1);
  });
}

/** Breakdowns in which an enterprise may stand in several cells, as with banks and months. */
const breakdown = fc
  .array(
    fc.record({
      size: fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 40 })),
      from: fc.integer({ min: 0, max: 30 }),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((cells) =>
    cells.flatMap(({ size, from }, cell) =>
      Array.from({ length: size }, (_, index) => ({
        cell: `cell ${cell}`,
        enterprise: `00000000-0000-4000-8000-${String(from + index).padStart(12, "0")}`,
      })),
    ),
  )
  // A smaller whole is not published at all.
  .filter((members) => firmsOf(members) >= leastGroup);

const onlySmall = (members: readonly Member[]) =>
  cellsOf(members).filter(
    (cell) => firmsOf(members.filter((one) => one.cell === cell)) < leastGroup,
  );

describe("withheld cells", () => {
  test(
    "cannot be worked out from the total and what is published",
    () =>
      inRollback(async ({ admin }) => {
        let withheldSome = 0;
        let publishedSome = 0;
        await fc.assert(
          fc.asyncProperty(breakdown, async (members) => {
            const withheld = await withheldCells(admin, members);
            withheldSome += withheld.length > 0 ? 1 : 0;
            publishedSome += withheld.length < cellsOf(members).length ? 1 : 0;
            expect(revealed(members, withheld)).toEqual([]);
          }),
          { numRuns: 400, seed: 7 },
        );
        // Withholding everything would pass as well.
        expect(withheldSome).toBeGreaterThan(50);
        expect(publishedSome).toBeGreaterThan(50);
        // The database judges four hundred breakdowns, one after the other.
      }),
    120_000,
  );

  test("control: withholding the small ones alone does reveal them", () => {
    const found = fc.check(
      fc.property(breakdown, (members) => revealed(members, onlySmall(members)).length === 0),
      { seed: 7 },
    );
    expect(found.failed).toBe(true);
  });

  test("control: one more cell is not always enough", () => {
    // Two cells of the same three enterprises are still three enterprises.
    const members = ["a", "b", "c"].flatMap((cell) =>
      Array.from({ length: cell === "c" ? 30 : 3 }, (_, index) => ({
        cell,
        enterprise: `firm ${index}`,
      })),
    );
    expect(revealed(members, ["a", "b"])).toEqual([["a", "b"]]);
  });

  test("none are, where every group is large enough", () =>
    inRollback(async ({ admin }) => {
      const members = ["a", "b"].flatMap((cell) =>
        Array.from({ length: leastGroup }, () => ({ cell, enterprise: randomUUID() })),
      );
      expect(await withheldCells(admin, members)).toEqual([]);
      expect(await withheldCells(admin, members.slice(1))).toEqual(["a", "b"]);
    }));
});

/** The first day of the quarter before the running one: the gate has its own clock. */
function lastQuarter(): string {
  const today = shanghaiDay(new Date());
  const first = Math.floor((Number(today.slice(5, 7)) - 1) / 3) * 3 + 1;
  return addMonthsToDay(`${today.slice(0, 4)}-${String(first).padStart(2, "0")}-01`, -3);
}

const published = (stage: Stage) =>
  getPublishedStatistics({ db: stage.as("public", ""), now: new Date() });

async function lend(tx: Transaction, districts: Record<string, number>, on: string) {
  const bankId = await aBank(tx);
  const productId = await aProduct(tx, bankId);
  for (const [district, count] of Object.entries(districts)) {
    for (let firm = 0; firm < count; firm += 1) {
      const [id, enterpriseId] = [randomUUID(), await anEnterprise(tx)];
      await tx.update(enterprises).set({ district }).where(eq(enterprises.id, enterpriseId));
      await tx.insert(applications).values({
        id,
        enterpriseId,
        bankId,
        productId,
        productVersion: 1,
        termMonths: 12,
        amount: 100000000n,
        status: "disbursed",
        origin: "imported",
        submittedAt: startOfShanghaiDay(on),
        updatedAt: new Date(),
      });
      await tx.insert(loans).values({
        applicationId: id,
        enterpriseId,
        bankId,
        productId,
        bankReference: id,
        termMonths: 12,
        principal: 100000000n,
        balance: 100000000n,
        nominalRate: 365,
        annualRate: "0.041500",
        repayment: "bullet",
        guarantee: "none",
        disbursedOn: on,
        maturesOn: addDays(on, 365),
        isFirstLoan: true,
        isCreditLoan: true,
        isInclusive: true,
        origin: "imported",
      });
    }
  }
}

describe("an edition", () => {
  beforeEach(withinOneDay);

  test("withholds the small district and one more, and shows the two together", () =>
    inRollback(async (stage) => {
      await lend(stage.admin, { "990101": 20, "990102": 12, "990103": 3 }, lastQuarter());
      const [quarter] = (await published(stage)).quarters;
      expect(quarter).toMatchObject({
        quarter: lastQuarter(),
        total: { applications: 35, loans: 35, amount: 3_500_000_000n, annualRate: 415 },
      });
      const { district } = quarter!.breakdowns;
      expect(district).toMatchObject([
        { key: "990101", applications: 20, loans: 20, annualRate: 415 },
        { key: "990102", applications: null, loans: null, amount: null, annualRate: null },
        { key: "990103", applications: null, loans: null, amount: null, annualRate: null },
      ]);
      expect(restOf(quarter!.total, district)).toEqual({ loans: 15, amount: 1_500_000_000n });
    }));

  test("is not made of nine enterprises, nor of the running quarter", () =>
    inRollback(async (stage) => {
      await lend(stage.admin, { "990101": 9 }, lastQuarter());
      await lend(stage.admin, { "990101": 12 }, addMonthsToDay(lastQuarter(), 3));
      expect((await published(stage)).quarters).toEqual([]);
    }));
});

test("a visitor reads neither the tables nor the parts the edition is made of", async () => {
  const visitor = poolOf("public");
  for (const statement of [
    "select count(*) from app.loans",
    "select count(*) from app.applications",
    "select gate.withheld_cells('{}', '{}')",
  ])
    await expect(visitor.query(statement)).rejects.toThrow("permission denied");
});
