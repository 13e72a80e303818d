import { expect, test } from "vitest";
import { annualRate, periodicRates } from "@/domain/loans/annual-rate";
import { quote } from "@/domain/loans/quote";
import { describeShared, hasShared, readShared } from "./shared-folder";

/** numpy/numpy-financial, tests/test_financial.py (BSD-3-Clause). */
type Vectors = {
  pmt: { rate: string; nper: number; pv: number; expected: string }[];
  irr: { v: number[]; expected: number | null; rtol?: number }[];
};
const vectors: Vectors = hasShared
  ? (JSON.parse(readShared("vectors/tvm/numpy_financial.json")) as Vectors)
  : { pmt: [], irr: [] };

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

  test("are there", () => {
    expect(vectors.pmt).not.toEqual([]);
  });
});
