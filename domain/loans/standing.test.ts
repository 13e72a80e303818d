import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DomainError } from "@/domain/shared/errors";
import { loanFlags } from "./flags";
import { reversalOf, standingOf, type LoanOutcome } from "./standing";

const principal = 50_000_000n;
let count = 0;
const outcome = (kind: LoanOutcome["kind"], over: Partial<LoanOutcome> = {}): LoanOutcome => ({
  id: `outcome-${(count += 1)}`,
  kind,
  amount: null,
  days: null,
  detail: null,
  on: "2026-11-20",
  reversalOf: null,
  ...over,
});
const drawdown = () => outcome("drawdown", { amount: principal });
const repayment = (amount: bigint) => outcome("repayment", { amount });

describe("a loan's standing", () => {
  test("repayments lower the balance, a settlement needs nothing left", () => {
    const paid = [drawdown(), repayment(20_000_000n), repayment(30_000_000n)];
    expect(standingOf(paid)).toMatchObject({ balance: 0n, status: "current" });
    expect(standingOf([...paid, outcome("settlement")]).status).toBe("settled");
    expect(() => standingOf([drawdown(), outcome("settlement")])).toThrow("loan_not_repaid");
  });

  test("overdue is told in days and cleared by word", () => {
    const late = [drawdown(), outcome("overdue", { days: 12 })];
    expect(standingOf(late)).toMatchObject({ status: "overdue", overdueDays: 12 });
    expect(standingOf([...late, outcome("overdue_cleared")])).toMatchObject({
      status: "current",
      overdueDays: 0,
    });
    expect(() => standingOf([drawdown(), outcome("overdue_cleared")])).toThrow("loan_not_overdue");
  });

  test("nothing happens to a settled loan", () => {
    const settled = [drawdown(), repayment(principal), outcome("settlement")];
    for (const next of [repayment(1n), outcome("overdue", { days: 1 }), outcome("settlement")]) {
      expect(() => standingOf([...settled, next])).toThrow("loan_state_changed");
    }
  });

  test("a repayment beyond the balance is refused", () => {
    expect(() => standingOf([drawdown(), repayment(principal + 1n)])).toThrow(
      "repayment_exceeds_balance",
    );
  });
});

describe("reversal", () => {
  const reversal = { id: "reversal", on: "2026-11-21", detail: "重复入账" };

  test("once, not of a drawdown, not of a reversal, not under a settlement", () => {
    const first = drawdown();
    const paid = repayment(principal);
    const history = [first, paid];
    expect(() => reversalOf(history, first.id, reversal)).toThrow("drawdown_not_reversible");
    const added = reversalOf(history, paid.id, reversal);
    expect(added).toMatchObject({ kind: "repayment", amount: principal, reversalOf: paid.id });
    const reversed = [...history, added];
    expect(standingOf(reversed).balance).toBe(principal);
    expect(() => reversalOf(reversed, paid.id, reversal)).toThrow("outcome_already_reversed");
    expect(() => reversalOf(reversed, added.id, reversal)).toThrow("outcome_is_a_reversal");
    expect(() => reversalOf(history, "unknown", reversal)).toThrow("outcome_not_found");
    const settled = [...history, outcome("settlement")];
    expect(() => reversalOf(settled, paid.id, reversal)).toThrow("reversal_breaks_history");
  });

  /** What a step adds, or null where it is refused; anything but a refusal is a bug. */
  function attempt(history: readonly LoanOutcome[], step: Step, index: number) {
    try {
      const original = history[step.reverseIndex % history.length];
      const added =
        step.pay === null
          ? reversalOf(history, original?.id ?? "", {
              id: `r${index}`,
              on: "2026-11-21",
              detail: null,
            })
          : repayment(step.pay);
      standingOf([...history, added]);
      return added;
    } catch (error) {
      if (error instanceof DomainError) return null;
      throw error;
    }
  }
  type Step = { pay: bigint | null; reverseIndex: number };

  test("money stays sane through any order of repayments and reversals", () => {
    const step = fc.record({
      pay: fc.option(fc.bigInt({ min: 1n, max: principal })),
      reverseIndex: fc.nat(40),
    });
    fc.assert(
      fc.property(fc.array(step, { size: "max", maxLength: 40 }), (steps) => {
        const history = [drawdown()];
        for (const [index, one] of steps.entries()) {
          const before = standingOf(history).balance;
          const added = attempt(history, one, index);
          if (added) history.push(added);
          const change = (added?.amount ?? 0n) * (added?.reversalOf ? 1n : -1n);
          const { balance } = standingOf(history);
          expect(balance).toBe(before + change);
          expect(balance >= 0n && balance <= principal).toBe(true);
        }
      }),
    );
  });
});

describe("flags of a new loan", () => {
  const base = {
    hasPriorLoan: false,
    guarantee: "none",
    size: "micro",
    creditAtBank: 1n,
    product: "credit",
    termMonths: 12,
    industry: "C3311",
  } as const;

  test.each([
    [base, { isFirstLoan: true, isCreditLoan: true, isInclusive: true }],
    [{ ...base, hasPriorLoan: true }, { isFirstLoan: false }],
    [{ ...base, guarantee: "guarantor" as const }, { isCreditLoan: false }],
    [{ ...base, size: "medium" as const }, { isInclusive: false }],
    [{ ...base, size: null }, { isInclusive: false }],
    [{ ...base, creditAtBank: 999_999_999n }, { isInclusive: true }],
    [{ ...base, creditAtBank: 1_000_000_000n }, { isInclusive: false }],
    [base, { isRenewal: false, isLongTerm: false, isManufacturing: true }],
    [{ ...base, product: "renewal" as const }, { isRenewal: true }],
    [{ ...base, termMonths: 13 }, { isLongTerm: true }],
    [{ ...base, industry: "4390" }, { isManufacturing: true }],
    [{ ...base, industry: "F5211" }, { isManufacturing: false }],
    [{ ...base, industry: "D4420" }, { isManufacturing: false }],
    [{ ...base, industry: null }, { isManufacturing: null }],
  ])("%o", (drawn, expected) => {
    expect(loanFlags(drawn)).toMatchObject(expected);
  });
});
