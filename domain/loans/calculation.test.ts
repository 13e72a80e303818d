import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { repaymentKinds } from "@/domain/products/kinds";
import { roundingModes } from "@/domain/shared/money";
import { calculate, calculationAddress } from "./calculation";
import { decimalText, fieldNames, readDecimal } from "./calculation-fields";
import { dayCounts } from "./day-count";
import { quote } from "./quote";

const today = "2026-11-22";
const at = (address: string) =>
  calculate(Object.fromEntries(new URL(address, "https://x").searchParams), today);

test("an empty address is an example", () => {
  const { typed, problems, result } = calculate({}, today);
  expect(problems).toEqual({});
  expect(typed).toMatchObject({ amount: "50", start: today, dueDay: "" });
  expect(result?.terms).toMatchObject({ principal: 50_000_000n, rate: 360 });
  expect(result?.lpr).toEqual({ on: "2026-08-20", tenor: "1y", basisPoints: 300 });
});

test.each([
  [{ amount: "" }, { amount: "missing" }],
  [{ amount: "0" }, { amount: "amount_too_small" }],
  [{ amount: "-1" }, { amount: "amount_too_small" }],
  [{ amount: "0.0000001" }, { amount: "malformed" }],
  [{ amount: "9223372036854775807" }, { amount: "amount_too_large" }],
  [{ amount: "9223372036854775808" }, { amount: "amount_too_large" }],
  [{ amount: "1000000.000001" }, { amount: "amount_too_large" }],
  [{ amount: "9".repeat(500) }, { amount: "malformed" }],
  [{ amount: "1e9" }, { amount: "malformed" }],
  [{ amount: "五十" }, { amount: "malformed" }],
  [{ months: "0" }, { months: "term_out_of_range" }],
  [{ months: "1000" }, { months: "term_out_of_range" }],
  [{ months: "12.5" }, { months: "malformed" }],
  [{ by: "rate", rate: "36.01" }, { rate: "rate_out_of_range" }],
  [{ by: "rate", rate: "-0.01" }, { rate: "rate_out_of_range" }],
  [{ by: "rate", rate: "" }, { rate: "missing" }],
  [{ spread: "3301" }, { spread: "rate_out_of_range" }],
  [{ spread: "4000" }, { spread: "spread_out_of_range" }],
  [{ upfrontShare: "100" }, { upfrontShare: "fees_exceed_principal" }],
  [{ period: "41666.67" }, { period: "fees_exceed_principal" }],
  [{ end: "99999999999999999999" }, { end: "fee_out_of_range" }],
  [{ kind: "cash" }, { kind: "malformed" }],
  [{ principalGrace: "12" }, { principalGrace: "grace_not_shorter_than_term" }],
  [{ dueDay: "29" }, { dueDay: "due_day_out_of_range" }],
  [{ multiple: "100.01" }, { multiple: "multiple_out_of_range" }],
  [{ start: "2019-08-19" }, { start: "day_out_of_range" }],
  [{ start: "2026-02-30" }, { start: "malformed" }],
  [{ prepay: "51" }, { prepay: "prepayment_exceeds_balance" }],
  [{ prepay: "1", kind: "flat" }, { prepay: "prepayment_of_flat_loan" }],
  [{ prepay: "1", prepayment: "not_allowed" }, { prepay: "prepayment_not_allowed" }],
  [{ prepayFee: "100.01" }, { prepayFee: "fee_out_of_range" }],
  [{ prepayFreeAfter: "0" }, { prepayFreeAfter: "term_out_of_range" }],
  [{ prepayment: "perhaps" }, { prepayment: "malformed" }],
  [{ prepay: "1", prepayOn: "2030-01-01" }, { prepayOn: "prepayment_day_outside_loan" }],
  [
    { amount: "x", months: "y" },
    { amount: "malformed", months: "malformed" },
  ],
])("%j is refused at its field: %j", (given, problems) => {
  expect(calculate(given, today).problems).toEqual(problems);
});

test.each([
  [{ by: "rate", rate: "0" }, 0],
  [{ by: "rate", rate: "36" }, 3_600],
  [{ by: "rate", rate: "３．６５％" }, 365],
  [{ spread: "3300" }, 3_600],
  [{ spread: "-300" }, 0],
  [{ by: "rate", rate: "4.35", spread: "nonsense" }, 435],
])("%j gives %i basis points", (given, rate) => {
  const { problems, result } = calculate(given, today);
  expect(problems).toEqual({});
  expect(result?.terms.rate).toBe(rate);
  expect(result?.quote.annualRate.kind).toBe("rate");
});

test("an LPR is the one in force when the loan starts", () => {
  expect(calculate({ start: "2021-12-20" }, today).result?.lpr?.basisPoints).toBe(380);
  expect(calculate({ start: "2030-01-01" }, today).result?.lpr?.on).toBe("2026-08-20");
});

test("whatever an address says, it answers", () => {
  const text = fc.oneof(fc.string(), fc.double().map(String), fc.constantFrom("0", "-1", "12", ""));
  const given = fc.dictionary(
    fc.oneof(fc.constantFrom(...fieldNames), fc.string()),
    fc.oneof(text, fc.array(text)),
  );
  fc.assert(
    fc.property(given, (address) => {
      const { problems, result } = calculate(address, today);
      expect(result !== null || Object.keys(problems).length > 0).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});

test("what a product's terms charge for paying early is what the calculator charges", () => {
  const address = calculationAddress({
    amount: 50_000_000n,
    months: 12,
    repaymentKind: "interest_first",
    nominalRate: 360,
    startOn: "2026-11-22",
    fees: [],
    convention: { prepayment: { isAllowed: true, feeBasisPoints: 150, freeAfterMonths: 6 } },
  });
  expect(address).toContain("&prepayFee=1.5&prepayFreeAfter=6");
  const feeOn = (on: string) => at(`${address}&prepay=10&prepayOn=${on}`).result!.prepaid!.fee;
  expect(feeOn("2027-05-21")).toBe(150_000n);
  expect(feeOn("2027-05-22")).toBe(0n);
});

const present = (parts: object) => JSON.parse(JSON.stringify(parts)) as object;

describe("an address made of terms", () => {
  const months = fc.integer({ min: 0, max: 2 });
  const anyAsked = fc.record({
    amount: fc.bigInt({ min: 10_000_000n, max: 1_000_000_000n }),
    months: fc.integer({ min: 3, max: 60 }),
    repaymentKind: fc.constantFrom(...repaymentKinds),
    nominalRate: fc.integer({ min: 0, max: 2_400 }),
    startOn: fc.constantFrom("2026-11-21", "2026-01-31"),
    fees: fc.array(
      fc.record({
        name: fc.constant({ zh: "费", en: "fee" }),
        timing: fc.constantFrom("upfront" as const, "per_period" as const, "at_end" as const),
        basisPoints: fc.integer({ min: 0, max: 20 }),
        amount: fc.integer({ min: 0, max: 10_000 }),
      }),
      { maxLength: 4 },
    ),
    convention: fc.record(
      {
        dayCount: fc.constantFrom(...dayCounts),
        rounding: fc.constantFrom(...roundingModes),
        grace: fc.record({
          principalMonths: months,
          interestMonths: months,
          interestFreeMonths: months,
        }),
        dueDay: fc.integer({ min: 1, max: 28 }),
        instalmentMultiple: fc.constantFrom(1, 100, 10_000),
        prepayment: fc.record({
          isAllowed: fc.boolean(),
          feeBasisPoints: fc.integer({ min: 0, max: 1_000 }),
          freeAfterMonths: fc.option(fc.integer({ min: 1, max: 60 }), { nil: undefined }),
        }),
      },
      { requiredKeys: [] },
    ),
  });

  test("computes the same money", () => {
    fc.assert(
      fc.property(anyAsked, (asked) => {
        const { problems, result } = at(calculationAddress(asked));
        expect(problems).toEqual({});
        const { amount, nominalRate, convention, ...rest } = asked;
        const { rows, totalCost, annualRate } = quote({
          ...rest,
          ...convention,
          principal: amount,
          rate: nominalRate,
        });
        expect(result?.quote).toMatchObject({ rows, totalCost, annualRate });
        const said = { isAllowed: true, feeBasisPoints: 0, ...convention.prepayment };
        expect({ feeBasisPoints: 0, ...present(result!.terms.prepayment!) }).toEqual(present(said));
      }),
    );
  });

  test("says only what is not as usual", () => {
    const plain = {
      amount: 50_500_000n,
      months: 24,
      repaymentKind: "flat",
      lprTenor: "5y",
      spread: -20,
      fees: [],
      convention: {},
    } as const;
    expect(calculationAddress(plain)).toBe(
      "/calculator?amount=50.5&months=24&kind=flat&by=lpr&tenor=5y&spread=-20",
    );
  });
});

test("decimals are read and written exactly", () => {
  expect(readDecimal("1,234.50", 2)).toBe(123_450n);
  expect(readDecimal("1.005", 2)).toBeNull();
  expect(readDecimal("", 2)).toBeNull();
  fc.assert(
    fc.property(
      fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }),
      fc.integer({ min: 0, max: 6 }),
      (value, places) => {
        expect(readDecimal(decimalText(value, places), places)).toBe(value);
      },
    ),
  );
});
