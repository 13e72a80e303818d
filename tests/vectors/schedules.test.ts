import { isDeepStrictEqual } from "node:util";
import { expect, test } from "vitest";
import { priceOf } from "@/domain/matching/price";
import { priceOffer } from "@/domain/offers/pricing";
import { quote, type QuoteTerms } from "@/domain/loans/quote";
import { levelOf, periodsOf } from "@/domain/loans/schedule";
import { daysBetween } from "@/domain/shared/calendar";
import { divideRounded, parseYuan } from "@/domain/shared/money";
import { withChange } from "@/tests/mutants";
import { describeShared, hasShared, readShared } from "./shared-folder";

type Row = { n: string; date: string; balance: string; principal: string; interest: string };
type Case = { scenario: string; terms: Record<string, string>; rows: Row[] };

/** apache/fineract, LoanRepayment.feature: whole units, half-even. */
const cases = hasShared
  ? (
      JSON.parse(readShared("vectors/schedules/fineract_repayment_schedules.json")) as {
        cases: Case[];
      }
    ).cases
  : [];

const fen = (text: string) => parseYuan(text)!;
const expectedRows = (rows: Row[]) =>
  rows
    .filter((row) => row.n !== "")
    .map((row) => ({
      dueOn: row.date,
      principal: fen(row.principal),
      interest: fen(row.interest),
      balance: fen(row.balance),
    }));

/**
 * The feature's step gives `graceOnInterestPayment` twice, the second time from the column "interest
 * free period" (LoanStepDef.java): that column is what its schedules follow, the one before it is not.
 */
const graceOf = (terms: Case["terms"]) => ({
  principalMonths: Number(terms["graceOnPrincipalPayment"]),
  interestMonths: Number(terms["interest free period"]),
});

function termsOf({ terms, rows }: Case): QuoteTerms {
  const isFlat = terms["interest type"] === "FLAT";
  const isEqual = terms["amortization type"] === "EQUAL_INSTALLMENTS";
  return {
    principal: fen(terms["with Principal"]!),
    months: Number(terms["numberOfRepayments"]),
    rate: Number(terms["ANNUAL interest rate %"]) * 100,
    repaymentKind: isFlat ? "flat" : isEqual ? "equal_instalments" : "equal_principal",
    startOn: rows[0]!.date,
    dayCount: terms["interest calculation period"] === "DAILY" ? "ACT/365" : "30/360",
    rounding: "half_even",
    // Fineract's product rounds instalments to whole units, equal principal to the cent.
    ...(isEqual && { instalmentMultiple: 100, instalmentRounding: "half_even" }),
    grace: graceOf(terms),
  };
}

const rowsOf = (terms: QuoteTerms, quoted = quote) =>
  quoted(terms).rows.map(({ dueOn, principal, interest, balance }) => ({
    dueOn,
    principal,
    interest,
    balance,
  }));

describeShared("fineract's schedules", () => {
  test("are RS01 to RS07, three of them with grace, and two of rounding", () => {
    expect(cases).toHaveLength(9);
    const waits = cases.map(({ terms }) => Object.values(graceOf(terms)));
    expect(waits.filter(([principal]) => principal)).toEqual([
      [3, 0],
      [6, 0],
      [6, 3],
    ]);
  });

  test.each(cases.map((vector) => [vector.scenario.slice(0, 90), vector] as const))(
    "%s",
    (_scenario, vector) => {
      expect(rowsOf(termsOf(vector))).toEqual(expectedRows(vector.rows));
    },
  );
});

const files = [
  "domain/loans/quote.ts",
  "domain/loans/schedule.ts",
  "domain/loans/day-count.ts",
  "domain/loans/level-payment.ts",
  "domain/loans/interest.ts",
] as const;
const [, schedule, dayCount, level, charging] = files;

describeShared("the schedules of others catch", () => {
  test.each([
    [schedule, "Math.max(grace?.principalMonths", "Math.min(grace?.principalMonths"],
    [schedule, "wait === 0 ? periods : periods.slice(wait)", "periods"],
    [schedule, "interest = index < deferred ? 0n : accrued;", ""],
    [schedule, "let interest = charged;", "let interest = 0n;"],
    [schedule, "index === last ? balance : index < wait ? 0n : clamp(wanted", "clamp(wanted"],
    [
      schedule,
      "terms.principal * charging + totalInterest",
      "terms.principal * charging - totalInterest",
    ],
    [schedule, "const charged = isLast ? interestLeft :", "const charged ="],
    [level, "unit + terms.rate * Number(numerator)", "unit"],
    [charging, "word(balance * rate)", "word(balance * (rate + 1n))"],
    [dayCount, '"ACT/365": 365n', '"ACT/365": 360n'],
    [dayCount, "index === 0 ? firstDays : sinceLast", "30"],
    [dayCount, "monthlyDays(firstDueOn, months", "monthlyDays(startOn, months"],
  ])("a change planted in %s: %s", async (file, from, to) => {
    const changed = await withChange<{ quote: typeof quote }>(files, { file, from, to });
    const isSame = (vector: Case) =>
      isDeepStrictEqual(rowsOf(termsOf(vector), changed.quote), expectedRows(vector.rows));
    expect(cases.every(isSame)).toBe(false);
  });
});

type Raw = { Nr: string; Date: string } & Record<
  "Balance of loan" | "Principal due" | "Interest",
  string
>;
type Loan = { scenario: string; loan: Record<string, string>; periods: Raw[] };
const thirteen = hasShared
  ? (JSON.parse(readShared("data/finmath/fineract_schedules.json")) as { schedules: Loan[] })
      .schedules
  : [];

/** "01 February 2024" and "16.9" as the other file writes them. */
const day = (text: string) => new Date(`${text} UTC`).toISOString().slice(0, 10);
const asCase = ({ scenario, loan, periods }: Loan): Case => ({
  scenario,
  // Its product ends "360_30": daily interest over months of 30 days.
  terms: loan["LoanProduct"]!.includes("360_30")
    ? { ...loan, "interest calculation period": "SAME_AS_REPAYMENT_PERIOD" }
    : loan,
  rows: periods.map((row) => ({
    n: row.Nr,
    date: day(row.Date),
    balance: row["Balance of loan"],
    principal: row["Principal due"],
    interest: row.Interest,
  })),
});

const isLate = ({ scenario }: Case) => scenario.startsWith("Interest recalculation");
/** Progressive loans round their instalments to the cent. */
const exact = (vector: Case): QuoteTerms => {
  const { instalmentMultiple: _multiple, ...terms } = termsOf(vector);
  return vector.terms["LoanProduct"]!.startsWith("LP2") ? terms : termsOf(vector);
};

describeShared("fineract's thirteen schedules", () => {
  const all = thirteen.map(asCase);

  test("are eleven as agreed, and two of a loan that nobody pays", () => {
    expect([all.length, all.filter(isLate).length]).toEqual([13, 2]);
  });

  test.each(
    all.filter((one) => !isLate(one)).map((one) => [one.scenario.slice(0, 90), one] as const),
  )("%s", (_scenario, vector) => {
    expect(rowsOf(exact(vector))).toEqual(expectedRows(vector.rows));
  });

  // What nobody paid bears interest on, as it stands on the day that Fineract looks: the instalments
  // stay level, and each pays so much less principal.
  test.each([
    ["S1, after the whole term", "S1", "2024-07-01"],
    ["S2, on 10 March", "S2", "2024-03-10"],
  ])("a loan in arrears: %s", (_case, name, today) => {
    const vector = all.find(({ scenario }) => scenario.includes(name))!;
    const terms = exact(vector);
    const periods = periodsOf(terms);
    const instalment = levelOf(terms, periods);
    let owed = terms.principal;
    const rows = periods.map((period, index) => {
      const from = periods[index - 1]?.dueOn ?? terms.startOn;
      const late = Math.max(0, Math.min(30, daysBetween(from, today)));
      const over = (principal: bigint, days: number) =>
        principal * BigInt(terms.rate) * BigInt(days);
      // Before the day on all of it, after it on what is left by plan.
      const interest = divideRounded(
        over(terms.principal, late) + over(owed, 30 - late),
        3_600_000n,
        "half_even",
      );
      const principal = index === periods.length - 1 ? owed : instalment - interest;
      owed -= principal;
      return { dueOn: period.dueOn, principal, interest, balance: owed };
    });
    expect(rows).toEqual(expectedRows(vector.rows));
  });
});

type Frappe = {
  principal: number;
  annual_rate_pct: number;
  n?: number;
  emi_ceil?: number;
  fixed_emi?: number;
  n_expected?: number;
  total_interest: number;
  total: number;
  rows?: [index: number, principal: number, interest: number, balance: number][];
};

/**
 * frappe/lending (expected numbers only): the instalment is rounded up to a whole rupee. Its loans keep
 * fractions and show whole rupees; its previews (the cases without rows) drop fractions on the way,
 * which is why the two disagree by 2 over 18 months. Ours come from one function.
 */
const frappe = hasShared
  ? (JSON.parse(readShared("vectors/schedules/frappe_lending.json")) as { cases: Frappe[] }).cases
  : [];

const rupees = (amount: bigint) => Number(divideRounded(amount, 100n));

describeShared("frappe's schedules", () => {
  const withTerm = frappe.filter((vector) => vector.n !== undefined);

  test.each(withTerm.map((vector) => [vector.principal, vector.n, vector] as const))(
    "%i in %i instalments",
    (_principal, _count, vector) => {
      const unit = vector.rows ? 100n : 1n;
      const found = quote({
        principal: BigInt(vector.principal) * unit,
        months: vector.n!,
        rate: Math.round(vector.annual_rate_pct * 100),
        repaymentKind: "equal_instalments",
        startOn: "2026-01-01",
        instalmentMultiple: Number(unit),
      });
      const shown = (amount: bigint) => Number(divideRounded(amount, unit));
      expect(shown(found.rows[0]!.payment)).toBe(vector.emi_ceil);
      for (const [index, principal, interest, balance] of vector.rows ?? []) {
        const row = found.rows[index]!;
        expect([row.principal, row.interest, row.balance].map(shown)).toEqual([
          principal,
          interest,
          balance,
        ]);
      }
      expect(shown(found.totalInterest)).toBe(vector.total_interest);
    },
  );

  test("280000 in instalments of 14000: as many as it takes", () => {
    const vector = frappe.find(({ fixed_emi }) => fixed_emi !== undefined)!;
    const found = quote({
      principal: BigInt(vector.principal) * 100n,
      months: 600,
      rate: Math.round(vector.annual_rate_pct * 100),
      repaymentKind: "equal_instalments",
      startOn: "2026-01-01",
      level: BigInt(vector.fixed_emi!) * 100n,
    });
    expect(found.rows).toHaveLength(vector.n_expected!);
    expect(rupees(found.totalInterest)).toBe(vector.total_interest);
    expect(rupees(found.totalPaid)).toBe(vector.total);
  });

  test("a preview of ours never differs from the loan, where Frappe's does by 2", () => {
    const preview = frappe.find(({ n, rows }) => n === 18 && !rows)!;
    const content = {
      repaymentKinds: ["equal_instalments" as const],
      lprTenor: "1y" as const,
      spreadMin: 620,
      spreadMax: 620,
      fees: [],
      instalmentMultiple: 100,
    };
    const asked = { amount: BigInt(preview.principal) * 100n, months: 18 };
    const card = priceOf(content, asked, "2026-11-21");
    const drawn = priceOffer(
      {
        amount: asked.amount,
        termMonths: 18,
        repayment: "equal_instalments",
        nominalRate: card.nominal,
        fees: [],
        convention: { instalmentMultiple: 100 },
      },
      "2026-11-21",
    );
    expect(card.nominal).toBe(920);
    expect(drawn.rows[0]!.payment).toBe(BigInt(preview.emi_ceil!) * 100n);
    expect([card.totalInterest, card.firstDue]).toEqual([
      drawn.totalInterest,
      drawn.rows[0]!.payment,
    ]);
    // Frappe says 18599 before and 18597 after; ours is one number, the exact one.
    expect(divideRounded(drawn.totalInterest, 100n)).not.toBe(BigInt(preview.total_interest));
  });
});
