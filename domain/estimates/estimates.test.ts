import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { industrySections } from "@/domain/enterprises/industry";
import { sizeClasses, sizeClassOf } from "@/domain/enterprises/size";
import { cohortsOf, type Cohort } from "@/domain/matching/observed";
import { estimateOf, type Cell } from "./estimate";
import { EstimateView } from "./schema";
import { sizeByStaff } from "./size-by-staff";

const on = "2026-11-20";
const firm = { industrySection: "C", size: "micro" } as const;
const nothing = { amount: null, termMonths: null };
const cell = (over: Partial<Cell> = {}): Cell => ({
  ...firm,
  decided: 40,
  enterprises: 25,
  approved: 30,
  granted: 20,
  rates: { low: 380, median: 415, high: 480 },
  amounts: { low: 20_000_000n, median: 45_000_000n, high: 80_000_000n },
  from: "2025-11-01",
  to: "2026-10-31",
  ...over,
});
const ofSize = cell({ industrySection: null, decided: 400, approved: 200 });
const ofAll = cell({ industrySection: null, size: null, decided: 4_000, approved: 1_000 });

/** 45 万元 in twelve equal instalments: i·12·P / (1 − (1 + i)^−12) − P, but for the rounding of rows. */
const byHand = (rate: number) => {
  const monthly = rate / 120_000;
  return ((monthly * 12) / (1 - (1 + monthly) ** -12) - 1) * 45_000_000;
};

describe("an estimate", () => {
  test("is made of the most similar cohort, whatever order the cells come in", () => {
    for (const cells of [
      [cell(), ofSize, ofAll],
      [ofAll, ofSize, cell()],
    ])
      expect(estimateOf(firm, nothing, cells, on)).toMatchObject({
        chance: { cohort: "section_and_size", decided: 40, share: 0.75 },
        granted: { cohort: "section_and_size", within: null, interest: null },
        from: "2025-11-01",
      });
  });

  test("names the wider cohort it had to take, for amounts on their own", () => {
    const few = cell({ granted: 0, rates: null, amounts: null });
    expect(estimateOf(firm, nothing, [few, ofSize, ofAll], on)).toMatchObject({
      chance: { cohort: "section_and_size", decided: 40 },
      granted: { cohort: "size", industrySection: null, size: "micro" },
    });
    expect(estimateOf(firm, nothing, [ofAll], on)).toMatchObject({ chance: { cohort: "all" } });
    expect(estimateOf(firm, nothing, [few], on)).toMatchObject({ granted: null });
  });

  test("is none where nothing is published, and never one of other firms", () => {
    expect(estimateOf(firm, nothing, [], on)).toMatchObject({ chance: null, granted: null });
    const others = [cell({ industrySection: "F" }), cell({ size: "large", industrySection: null })];
    expect(estimateOf(firm, nothing, others, on)).toMatchObject({ chance: null, from: null });
    expect(estimateOf({ industrySection: null, size: null }, nothing, [cell()], on)).toMatchObject({
      chance: null,
    });
  });

  test("gives no more than is wanted, and what that costs", () => {
    const { granted } = estimateOf(firm, { amount: 45_000_000n, termMonths: 12 }, [cell()], on);
    expect(granted?.within).toEqual({ low: 20_000_000n, median: 45_000_000n, high: 45_000_000n });
    for (const [side, rate] of [
      ["low", 380],
      ["high", 480],
    ] as const)
      expect(Math.abs(Number(granted?.interest?.[side]) - byHand(rate))).toBeLessThan(10);
  });

  const amount = fc.bigInt({ min: 1_000_000n, max: 10_000_000_000n });
  test("never falls when more is wanted, and never passes what is", () => {
    fc.assert(
      fc.property(amount, amount, fc.integer({ min: 1, max: 360 }), (one, other, termMonths) => {
        const [less, more] = one < other ? [one, other] : [other, one];
        const within = (wanted: bigint) =>
          estimateOf(firm, { amount: wanted, termMonths }, [cell()], on).granted!;
        for (const side of ["low", "median", "high"] as const) {
          const given = within(more).within![side];
          expect(given >= within(less).within![side]).toBe(true);
          expect(given <= more && given <= cell().amounts![side]).toBe(true);
        }
        expect(within(more).interest!.low <= within(more).interest!.high).toBe(true);
      }),
    );
  });

  test("rises with every approval, and its interval with it", () => {
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 5_000 }), fc.nat(), (decided, at) => {
        const approved = at % decided;
        const chance = (more: number) =>
          estimateOf(firm, nothing, [cell({ decided, approved: approved + more })], on).chance!;
        const [before, after] = [chance(0), chance(1)];
        expect(after.share).toBeGreaterThan(before.share);
        expect(after.interval.low).toBeGreaterThanOrEqual(before.interval.low);
        expect(after.interval.high).toBeGreaterThanOrEqual(before.interval.high);
        EstimateView.parse(estimateOf(firm, nothing, [cell({ decided, approved })], on));
      }),
    );
  });
});

const kinds = (of: Cohort) => cohortsOf(of).length;

test("the cohorts of a firm narrow from all to its own, by what is known of it", () => {
  expect(kinds(firm)).toBe(3);
  expect(kinds({ ...firm, industrySection: null })).toBe(2);
  expect(kinds({ ...firm, size: null })).toBe(1);
});

describe("size by staff", () => {
  test("is the class of every branch of the section, or open", () => {
    // 工业: 20, 300 and 1,000 people; wholesale and retail part ways at 5 and 10.
    expect([19, 20, 299, 300, 1_000].map((staff) => sizeByStaff("C", staff))).toEqual([
      "micro",
      "small",
      "small",
      "medium",
      "large",
    ]);
    expect([4, 7, 300].map((staff) => sizeByStaff("F", staff))).toEqual(["micro", null, "large"]);
    expect(sizeByStaff("Z", 10)).toBeNull();
  });

  test("is never another than a branch's own", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...industrySections),
        fc.integer({ min: 0, max: 3_000 }),
        fc.nat(),
        ({ letter, from, to }, employees, at) => {
          const said = sizeByStaff(letter, employees);
          if (said === null) return;
          expect(sizeClasses).toContain(said);
          const division = from + (at % (to - from + 1));
          const code = `${letter}${String(division).padStart(2, "0")}10`;
          expect(sizeClassOf(code, { employees, revenue: null, assets: null })).toBe(said);
        },
      ),
    );
  });
});
