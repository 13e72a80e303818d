import { describe, expect, test } from "vitest";
import { annualRate, type CashFlow, datedRate, periodicRates } from "@/domain/loans/annual-rate";
import { quote } from "@/domain/loans/quote";
import { type LoanTerms, scheduleOver } from "@/domain/loans/schedule";
import { describeShared, hasShared, readShared } from "./shared-folder";

type Rate = string | number;
type When = { when?: "begin" };
type Part = When & { rate: Rate; nper: number; pv: number };

/** numpy/numpy-financial, tests/test_financial.py (BSD-3-Clause). */
type Vectors = {
  pmt: { rate: string; nper: number; pv: number; expected: string }[];
  ipmt: (Part & { per: number; expected: number | null })[];
  ppmt: (Part & { per: number | number[]; expected: number | number[] })[];
  nper: { rate: number; pmt: number; pv: number; fv?: number; expected: number }[];
  rate: { nper: number; pmt: number; pv: number; fv: number; expected: string | null }[];
  fv: (When & { rate: number; nper: number; pmt: number; pv: number; expected: number })[];
  npv: { rate: number; values: number[]; expected: number; rtol: number }[];
  irr: { v: number[]; expected: number | null; rtol?: number }[];
};
const vectors: Vectors = hasShared
  ? (JSON.parse(readShared("vectors/tvm/numpy_financial.json")) as Vectors)
  : { pmt: [], ipmt: [], ppmt: [], nper: [], rate: [], fv: [], npv: [], irr: [] };

const flows = (amounts: number[]) => amounts.map((amount, at) => ({ at, amount }));

describeShared("numpy's internal rates of return", () => {
  test.each(vectors.irr.map((vector) => [JSON.stringify(vector.v), vector] as const))(
    "%s",
    (_flows, { v, expected, rtol = 1e-7 }) => {
      const rates = periodicRates(flows(v));
      // numpy picks one root where there are several; ours must hold it, and say there are several.
      const isFound = rates.some(
        (rate) =>
          Math.abs(rate - (expected ?? Number.NaN)) <= Math.abs(expected ?? 0) * rtol + 1e-8,
      );
      const kinds = ["none", "rate"] as const;
      expect(isFound).toBe(expected !== null);
      expect(annualRate(flows(v)).kind).toBe(kinds[rates.length] ?? "ambiguous");
    },
  );

  test("some of them have two, and are not called a rate", () => {
    expect(vectors.irr.filter(({ v }) => annualRate(flows(v)).kind === "ambiguous").length).toBe(4);
  });
});

describeShared("numpy's payments", () => {
  test.each(vectors.pmt.map((vector) => [vector.rate, vector.nper, vector] as const))(
    "%s over %i periods",
    (rate, nper, { pv, expected }) => {
      const [yearly = "0", periods] = rate.split("/");
      // Our periods are months: a rate per period is a twelfth of ours.
      const annual = Number(yearly) * (periods ? 1 : 12);
      const { rows } = quote({
        principal: BigInt(pv) * 100n,
        months: nper,
        rate: Math.round(annual * 10_000),
        repaymentKind: "equal_instalments",
        startOn: "2026-01-01",
      });
      expect(Number(rows[0]!.payment)).toBe(Math.round(-Number(expected) * 100));
    },
  );
});

/** What equals a value to so many digits; nothing where there is none. */
const near = (expected: number | null, digits: number): unknown =>
  expected === null ? undefined : expect.closeTo(expected, digits);

const fine = 100_000_000n;

/** A rate per period as a fraction of integers: our schedules know no other. */
function fractionOf(rate: Rate): { numerator: bigint; denominator: bigint } {
  const [top = "0", bottom = "1"] = String(rate).split("/");
  const digits = top.split(".")[1]?.length ?? 0;
  return {
    numerator: BigInt(Math.round(Number(top) * 10 ** Math.min(digits, 18))),
    denominator: 10n ** BigInt(digits) * BigInt(bottom),
  };
}

/** Instalments of a schedule in hundred-millionths; at the beginning, the first period has no length. */
function instalments({ rate, nper, pv, when }: Part) {
  const fraction = fractionOf(rate);
  const periods = Array.from({ length: nper }, (_, index) => ({
    at: index + 1,
    dueOn: "2026-01-01",
    days: 30,
    numerator: when === "begin" && index === 0 ? 0n : fraction.numerator,
    denominator: fraction.denominator,
  }));
  const terms: LoanTerms = {
    principal: BigInt(pv) * fine,
    months: nper,
    rate: 10_000,
    repaymentKind: "equal_instalments",
    startOn: "2026-01-01",
  };
  return scheduleOver(terms, periods).map(({ principal, interest }) => ({
    principal: Number(principal) / Number(fine),
    interest: Number(interest) / Number(fine),
  }));
}

describeShared("numpy's interest and principal of an instalment", () => {
  test.each(vectors.ipmt.map((vector) => [JSON.stringify(vector), vector] as const))(
    "ipmt %s",
    (_text, vector) => {
      const interest = instalments(vector)[vector.per - 1]?.interest;
      expect(interest).toEqual(near(vector.expected === null ? null : -vector.expected, 5));
    },
  );

  test.each(vectors.ppmt.map((vector) => [JSON.stringify(vector), vector] as const))(
    "ppmt %s",
    (_text, vector) => {
      const rows = instalments(vector);
      const expected = [vector.expected].flat();
      expect(expected.length).toBeGreaterThan(0);
      for (const [index, per] of [vector.per].flat().entries())
        expect(rows[per - 1]!.principal).toBeCloseTo(-expected[index]!, 5);
    },
  );
});

/** The flows whose root a vector's rate is; an annuity of n payments is a perpetuity less one from n on. */
function annuity(pmt: number, rate: number, nper: number): CashFlow[] {
  if (rate === 0) return flows([0, ...Array.from({ length: nper }, () => pmt)]);
  return [
    { at: 0, amount: pmt / rate },
    { at: nper, amount: -pmt / rate },
  ];
}

const isNear = (found: readonly number[], expected: number, distance = 1e-6) =>
  found.some((rate) => Math.abs(rate - expected) <= distance);

describeShared("numpy's number of periods, rate, future and present value", () => {
  test.each(vectors.nper.map((vector) => [JSON.stringify(vector), vector] as const))(
    "nper %s",
    (_text, { rate, pmt, pv, fv = 0, expected }) => {
      const all = [
        { at: 0, amount: pv },
        ...annuity(pmt, rate, expected),
        { at: expected, amount: fv },
      ];
      expect(isNear(periodicRates(all), rate)).toBe(true);
    },
  );

  test.each(vectors.rate.map((vector) => [JSON.stringify(vector), vector] as const))(
    "rate %s",
    (_text, { nper, pmt, pv, fv, expected }) => {
      const payments = Array.from({ length: nper }, (_, index) => ({ at: index + 1, amount: pmt }));
      const found = periodicRates([{ at: 0, amount: pv }, ...payments, { at: nper, amount: fv }]);
      // numpy stops searching at a distance of about 1e-11; the root is 0.1106908537107529….
      expect(found[0]).toEqual(near(expected === null ? null : Number(expected), 10));
      expect(found).toHaveLength(expected === null ? 0 : 1);
    },
  );

  test.each(vectors.fv.map((vector) => [JSON.stringify(vector), vector] as const))(
    "fv %s",
    (_text, { rate, nper, pmt, pv, when, expected }) => {
      const first = when === "begin" ? 0 : 1;
      const payments = Array.from({ length: nper }, (_, index) => ({
        at: index + first,
        amount: pmt,
      }));
      const all = [{ at: 0, amount: pv }, ...payments, { at: nper, amount: expected }];
      expect(isNear(periodicRates(all), rate, 1e-9)).toBe(true);
    },
  );

  test.each(vectors.npv.map((vector) => [JSON.stringify(vector), vector] as const))(
    "npv %s",
    (_text, { rate, values, expected }) => {
      const [first = 0, ...later] = values;
      expect(isNear(periodicRates(flows([first - expected, ...later])), rate, 1e-5)).toBe(true);
    },
  );

  test("are all there", () => {
    expect(Object.values(vectors).map((list) => (Array.isArray(list) ? list.length : 0))).toEqual(
      expect.arrayContaining([5, 7, 5, 4, 2, 2, 1, 10]),
    );
  });
});

/**
 * XIRR: the first is the example of Microsoft's and Google's documentation (0.373362535); the others
 * were found by bisection of Σ amount / (1 + r)^(days / 365), outside this code.
 */
describe("rates over real days", () => {
  test.each([
    [
      [-10_000, "2008-01-01"],
      [2_750, "2008-03-01"],
      [4_250, "2008-10-30"],
      [3_250, "2009-02-15"],
      [2_750, "2009-04-01"],
      0.373363,
    ],
    [[-1_000, "2025-01-01"], [1_100, "2026-01-01"], 0.1],
    [[497_500, "2026-11-21"], [-2_500, "2027-01-10"], [-515_000, "2027-11-21"], 0.040376],
    [[-1_000, "2020-01-01"], [700, "2021-07-01"], -0.211798],
  ] as const)("%j", (...given) => {
    const expected = given.at(-1) as number;
    const dated = given.slice(0, -1) as unknown as [number, string][];
    const all = dated.map(([amount, on]) => ({ on, amount }));
    expect(datedRate(all)).toEqual({ kind: "rate", rate: expected.toFixed(6) });
    expect(datedRate(all.toReversed())).toEqual(datedRate(all));
  });

  test("are declared where there is none, or more than one", () => {
    const on = ["2024-01-01", "2024-12-31", "2025-12-31"];
    const dated = (...amounts: number[]) => amounts.map((amount, at) => ({ on: on[at]!, amount }));
    expect(datedRate([])).toEqual({ kind: "none" });
    expect(datedRate(dated(1, 2, 3))).toEqual({ kind: "none" });
    expect(datedRate(dated(-1, 3, -2))).toEqual({ kind: "ambiguous" });
    expect(datedRate(dated(1, -1, 1))).toEqual({ kind: "none" });
  });
});
