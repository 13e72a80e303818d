import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { repaymentKinds } from "@/domain/products/kinds";
import { addDays, type Day, daysBetween } from "@/domain/shared/calendar";
import { sumOf } from "@/domain/shared/money";
import { dayCounts } from "./day-count";
import { type Prepayment, prepay, prepaymentEffects, prepaymentFee } from "./prepayment";
import { quote, type QuoteTerms } from "./quote";
import { totalInterestOf } from "./schedule";

const base: QuoteTerms = {
  principal: 100_000_000n,
  months: 12,
  rate: 360,
  repaymentKind: "equal_instalments",
  startOn: "2026-01-15",
  dayCount: "ACT/365",
};
const early: Prepayment = {
  on: "2026-07-25",
  amount: 20_000_000n,
  effect: "shorter_term",
  feeBasisPoints: 0,
};

const declining = repaymentKinds.filter((kind) => kind !== "flat");
const months = fc.integer({ min: 0, max: 2 });
const anyTerms: fc.Arbitrary<QuoteTerms> = fc.record({
  principal: fc.bigInt({ min: 1_000_00n, max: 10_000_000_00n }),
  months: fc.integer({ min: 3, max: 48 }),
  rate: fc.integer({ min: 0, max: 3600 }),
  repaymentKind: fc.constantFrom(...declining),
  startOn: fc.constantFrom("2026-01-31", "2026-11-21", "2024-02-29"),
  dayCount: fc.constantFrom(...dayCounts),
  grace: fc.option(
    fc.record({ principalMonths: months, interestMonths: months, interestFreeMonths: months }),
    { nil: undefined },
  ),
  dueDay: fc.option(fc.integer({ min: 1, max: 28 }), { nil: undefined }),
  fees: fc.constantFrom(
    [],
    [{ name: { zh: "费", en: "fee" }, timing: "at_end" as const, basisPoints: 10 }],
    [{ name: { zh: "费", en: "fee" }, timing: "per_period" as const, amount: 500 }],
  ),
});
const anyShare = fc.integer({ min: 1, max: 10_000 });

/** A day of the loan and a share of what is owed on it. */
function at(terms: QuoteTerms, dayShare: number, share: number) {
  const { rows } = quote(terms);
  const length = daysBetween(terms.startOn, rows.at(-1)!.dueOn);
  const on = addDays(terms.startOn, Math.floor(((length - 1) * dayShare) / 10_000));
  const owed = rows.findLast(({ dueOn }) => dueOn <= on)?.balance ?? terms.principal;
  const amount = (owed * BigInt(share)) / 10_000n;
  return { on, amount: amount > 0n ? amount : 1n };
}

/** Whether a long first period bears more interest than the level instalment, which then pays no principal. */
const isRaised = (terms: QuoteTerms) =>
  terms.repaymentKind === "equal_instalments" &&
  quote(terms)
    .rows.slice(Math.max(terms.grace?.principalMonths ?? 0, terms.grace?.interestMonths ?? 0), -1)
    .some(({ principal }) => principal === 0n);

describe("paying early", () => {
  test("pays off what is left, and saves, whatever the loan", () => {
    fc.assert(
      fc.property(
        anyTerms,
        anyShare,
        anyShare,
        fc.constantFrom(...prepaymentEffects),
        (terms, dayShare, share, effect) => {
          const paid = { ...at(terms, dayShare, share), effect, feeBasisPoints: 0 };
          const found = prepay(terms, paid);
          expect(sumOf(found.rows.map(({ principal }) => principal))).toBe(found.balanceAfter);
          expect(found.rows.length).toBeLessThanOrEqual(found.before.length);
          expect(found.rows.at(-1)?.balance ?? 0n).toBe(0n);
          expect(found.rows.every((row) => row.principal >= 0n && row.interest >= 0n)).toBe(true);
          // Lowering what was raised costs in itself: there the measure is the least that can be paid.
          const isLowered = effect === "lower_instalment" && isRaised(terms);
          const least = isLowered ? prepay(terms, { ...paid, amount: 1n }).interestSaved : 0n;
          // Interest rounded in two parts, and each row of the new schedule, half a fen each.
          expect(found.interestSaved - least).toBeGreaterThanOrEqual(-BigInt(terms.months) - 2n);
          expect(found.rows.map(({ dueOn }) => dueOn)).toEqual(
            found.before.slice(0, found.rows.length).map(({ dueOn }) => dueOn),
          );
        },
      ),
    );
  });

  test("sooner saves at least as much as lower", () => {
    fc.assert(
      fc.property(anyTerms, anyShare, anyShare, (terms, dayShare, share) => {
        const paid = { ...at(terms, dayShare, share), feeBasisPoints: 0 };
        const [sooner, lower] = prepaymentEffects.map((effect) =>
          prepay(terms, { ...paid, effect }),
        );
        expect(sooner!.interestSaved + BigInt(terms.months)).toBeGreaterThanOrEqual(
          lower!.interestSaved,
        );
      }),
    );
  });

  test("costs, under ACT/365, what each day's balance does", () => {
    const plain = fc.constantFrom(...declining.filter((kind) => kind !== "bullet"));
    fc.assert(
      fc.property(
        anyTerms,
        plain,
        anyShare,
        anyShare,
        fc.constantFrom(...prepaymentEffects),
        (any, repaymentKind, dayShare, share, effect) => {
          const terms: QuoteTerms = {
            ...any,
            repaymentKind,
            dayCount: "ACT/365",
            grace: undefined,
          };
          const paid = { ...at(terms, dayShare, share), effect, feeBasisPoints: 0 };
          const found = prepay(terms, paid);
          const done = quote(terms).rows.filter(({ dueOn }) => dueOn <= paid.on);
          const repaid = new Map<Day, bigint>();
          const pay = (on: Day, amount: bigint) => repaid.set(on, (repaid.get(on) ?? 0n) + amount);
          for (const row of [...done, ...found.rows]) pay(row.dueOn, row.principal);
          pay(paid.on, paid.amount);
          let balance = terms.principal;
          let interest = 0;
          for (let day = terms.startOn; balance > 0n; day = addDays(day, 1)) {
            balance -= repaid.get(day) ?? 0n;
            interest += (Number(balance) * terms.rate) / 10_000 / 365;
          }
          const charged = totalInterestOf([...done, ...found.rows]) + found.interestToDay;
          expect(Math.abs(Number(charged) - interest)).toBeLessThanOrEqual(terms.months / 2 + 2);
        },
      ),
      { numRuns: 50 },
    );
  });

  test("in full leaves nothing but the day's interest and the fees of the end", () => {
    const fees = [{ name: { zh: "费", en: "fee" }, timing: "at_end" as const, amount: 30_000 }];
    const owed = prepay({ ...base, fees }, early).balanceBefore;
    const found = prepay({ ...base, fees }, { ...early, amount: owed, feeBasisPoints: 100 });
    // Ten days at 3.6 % on the balance.
    const interest = (Number(owed) * 0.036 * 10) / 365;
    expect(Number(found.interestToDay)).toBe(Math.round(interest));
    expect(found).toMatchObject({ rows: [], balanceAfter: 0n, feesSaved: 0n });
    expect(found.fee).toBe((owed + 50n) / 100n);
    expect(found.paidThatDay).toBe(owed + found.interestToDay + found.fee + 30_000n);
    expect(found.interestSaved).toBe(totalInterestOf(found.before) - found.interestToDay);
    expect(found.netSaved).toBe(found.interestSaved - found.fee);
  });

  test("keeps the instalment or the number of instalments", () => {
    const { rows } = quote(base);
    const sooner = prepay(base, early);
    const lower = prepay(base, { ...early, effect: "lower_instalment" });
    expect(sooner.rows.length).toBeLessThan(sooner.before.length);
    expect(sooner.rows[0]!.payment).toBe(rows[0]!.payment);
    expect(lower.rows).toHaveLength(lower.before.length);
    expect(lower.rows[0]!.payment).toBeLessThan(rows[0]!.payment);
    expect(sooner.rows[0]!.number).toBe(7);
  });

  // The first instalment is its 43 days' interest and no principal, the level ones are reckoned as if it
  // were less, so that the last is smaller; lower ones are level to the end and pay the principal later.
  test("a little, after a raised instalment, costs where the rest is lowered and saves where it is not", () => {
    const terms = { ...base, months: 48, rate: 3_600, startOn: "2026-01-31", dueDay: 13 };
    const raised: QuoteTerms = { ...terms, dayCount: "30/360" };
    const rows = quote(raised).rows;
    expect(rows[0]).toMatchObject({ principal: 0n });
    expect(rows.at(-1)!.payment).toBeLessThan(rows.at(-2)!.payment);
    const little = { on: "2026-09-13", amount: 10_000n, feeBasisPoints: 0 };
    const lower = prepay(raised, { ...little, effect: "lower_instalment" });
    expect(lower.rows[0]!.payment).toBeLessThan(rows[8]!.payment - 10_000n);
    expect(lower.interestSaved).toBeLessThan(-500_000n);
    expect(prepay(raised, { ...little, effect: "shorter_term" }).interestSaved).toBeGreaterThan(
      10_000n,
    );
  });

  test("on a due day comes after that day's instalment", () => {
    const found = prepay(base, { ...early, on: "2026-07-15" });
    expect(found.interestToDay).toBe(0n);
    expect(found.balanceBefore).toBe(quote(base).rows[5]!.balance);
  });

  // From the 31st (or 30th) that February has not: fifteen days later it is the 15th.
  test.each(["2026-01-30", "2026-01-31", "2028-01-31"])(
    "under 30/360, the month that begins at the end of February has 30 days: from %s",
    (startOn) => {
      const terms: QuoteTerms = { ...base, startOn, dayCount: "30/360" };
      const kind = { ...terms, repaymentKind: "interest_first" as const };
      const interestOn = (day: string) =>
        prepay(kind, { ...early, on: `${startOn.slice(0, 4)}-${day}` }).interestToDay;
      expect(interestOn(startOn < "2028" ? "02-28" : "02-29")).toBe(0n);
      expect(interestOn("03-01")).toBe(10_000n);
      expect(interestOn("03-15")).toBe(150_000n);
      expect(interestOn("03-29")).toBe(290_000n);
      expect(interestOn("04-15")).toBe(150_000n);
    },
  );

  test("while interest waits, all that has run up is paid", () => {
    const terms: QuoteTerms = { ...base, dayCount: "30/360", grace: { interestMonths: 3 } };
    // Two months and ten days at 0.3 % a month.
    expect(prepay(terms, { ...early, on: "2026-03-25" }).interestToDay).toBe(700_000n);
    const free: QuoteTerms = { ...terms, grace: { interestFreeMonths: 3 } };
    expect(prepay(free, { ...early, on: "2026-03-25" }).interestToDay).toBe(0n);
  });

  test.each([
    [{ isAllowed: true }, 0],
    [{ isAllowed: true, feeBasisPoints: 150 }, 150],
    [{ isAllowed: true, feeBasisPoints: 150, freeAfterMonths: 6 }, 0],
    [{ isAllowed: true, feeBasisPoints: 150, freeAfterMonths: 7 }, 150],
  ])("by terms of %j costs %i basis points after six months", (prepayment, basisPoints) => {
    const terms = { ...base, prepayment };
    const { feeBasisPoints: _, ...unsaid } = early;
    const found = prepay(terms, unsaid);
    expect(found.fee).toBe((early.amount * BigInt(basisPoints)) / 10_000n);
    expect(found.netSaved).toBe(prepay(base, early).netSaved - found.fee);
    // Said, it goes before what the terms say.
    expect(prepay(terms, { ...early, feeBasisPoints: 300 }).fee).toBe(600_000n);
  });

  test("is free from the day on which the months are full, at the end of short ones too", () => {
    const prepayment = { isAllowed: true, feeBasisPoints: 100, freeAfterMonths: 1 };
    const terms = { ...base, startOn: "2026-01-31", prepayment };
    expect(prepaymentFee(terms, "2026-02-27")).toBe(100);
    expect(prepaymentFee(terms, "2026-02-28")).toBe(0);
    expect(prepaymentFee(base, "2026-02-28")).toBe(0);
  });

  test.each([
    [{}, { prepayment: { isAllowed: false } }, "prepayment_not_allowed"],
    [{}, { repaymentKind: "flat" }, "prepayment_of_flat_loan"],
    [{ on: "2026-01-14" }, {}, "prepayment_day_outside_loan"],
    [{ on: "2027-01-15" }, {}, "prepayment_day_outside_loan"],
    [{ amount: 0n }, {}, "amount_not_positive"],
    [{ amount: 100_000_001n, on: "2026-01-15" }, {}, "prepayment_exceeds_balance"],
  ] as const)("%o of %o is refused: %s", (over, terms, reason) => {
    expect(() => prepay({ ...base, ...terms }, { ...early, ...over })).toThrow(reason);
  });
});
