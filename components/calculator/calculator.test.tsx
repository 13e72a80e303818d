import { expect, test, vi } from "vitest";
import { locales, type Locale } from "@/components/messages/locales";
import { calculate } from "@/domain/loans/calculation";
import type { PrepaymentTerms } from "@/domain/loans/convention";
import type { OwnLoanView } from "@/domain/loans/enterprise-schema";
import { prepay } from "@/domain/loans/prepayment";
import { drawerOf } from "@/tests/drawing";
import { CalculationResult } from "./calculation-result";
import { CalculatorForm } from "./calculator-form";
import { PrepaymentCalculator } from "./prepayment-calculator";

vi.mock("next/navigation", () => ({ useRouter: () => ({ replace: () => undefined }) }));

const today = "2026-11-22";
const draw = drawerOf(["common", "calculator", "states", "loans"]);

const resultOf = (given: Record<string, string>, locale: Locale = "zh-CN") =>
  draw(
    locale,
    <CalculationResult
      result={calculate(given, today).result!}
      today={today}
      csvHref="/calculator/schedule?"
    />,
  );
const formOf = (given: Record<string, string>, locale: Locale = "zh-CN") =>
  draw(locale, <CalculatorForm calculation={calculate(given, today)} />);

const everything = {
  dayCount: "ACT/360",
  dueDay: "10",
  principalGrace: "2",
  upfrontShare: "1",
  prepay: "10",
  prepayOn: "2027-05-01",
  prepayFee: "1",
  prepayFreeAfter: "9",
};

test.each(locales)("every text is there: %s", (locale) => {
  expect(resultOf(everything, locale)).toContain("XIRR");
  expect(formOf({ ...everything, amount: "x" }, locale)).toContain('role="alert"');
});

test("the annual rate comes first and is the one that is computed", () => {
  const drawn = resultOf({});
  const { quote } = calculate({}, today).result!;
  expect(quote.annualRate).toMatchObject({ kind: "rate" });
  expect(/<data[^>]*value="([^"]+)"/.exec(drawn)?.[1]).toBe(
    "rate" in quote.annualRate && quote.annualRate.rate,
  );
  for (const row of quote.rows) expect(drawn).toContain(`value="${row.due}"`);
});

test("a flat loan is warned of, with its true rate; others are not", () => {
  const warning = "名义利率不是真实成本";
  expect(resultOf({ kind: "flat", by: "rate", rate: "6" })).toContain(warning);
  expect(resultOf({ kind: "flat", by: "rate", rate: "6" })).toContain("11.");
  expect(resultOf({ by: "rate", rate: "6" })).not.toContain(warning);
});

test("which LPR was used is said, with its age, and that it is old", () => {
  const drawn = resultOf({});
  expect(drawn).toContain("距今94天");
  expect(drawn).toContain("可能已有新的");
  expect(resultOf({ by: "rate" })).not.toContain("距今");
});

test("what is wrong stands at its field, and what was typed stays", () => {
  const drawn = formOf({ amount: "9223372036854775808", months: "1000" });
  expect(drawn).toContain('value="9223372036854775808"');
  expect(drawn).toContain("最多100亿元");
  expect(drawn).toContain("期限是1到360个月");
  expect(drawn.match(/aria-invalid="true"/g)).toHaveLength(2);
});

const loan = {
  id: "loan",
  principal: 50_000_000n,
  termMonths: 12,
  repayment: "equal_instalments",
  nominalRate: 360,
  fees: [],
  convention: { dueDay: 10 },
  disbursedOn: "2026-10-22",
} as unknown as OwnLoanView;
/** 100 000 yuan of it paid back on 1 December, for a fee. */
const earlyAt = (feeBasisPoints: number) =>
  prepay(
    {
      principal: loan.principal,
      months: 12,
      rate: 360,
      repaymentKind: "equal_instalments",
      startOn: loan.disbursedOn,
      dueDay: 10,
    },
    { on: "2026-12-01", amount: 10_000_000n, effect: "shorter_term", feeBasisPoints },
  );
const savedAt = (feeBasisPoints: number) => `value="${earlyAt(feeBasisPoints).netSaved}"`;
const prepaymentOf = (given: Record<string, string>, locale: Locale = "zh-CN", of = loan) =>
  draw(locale, <PrepaymentCalculator loan={of} given={given} today={today} />);
const agreed = (prepayment: PrepaymentTerms): OwnLoanView => ({
  ...loan,
  convention: { ...loan.convention, prepayment },
});

test.each(locales)("what paying a loan early saves is told on its own terms: %s", (locale) => {
  const asked = { prepay: "10", prepayOn: "2026-12-01", prepayFee: "1" };
  const drawn = prepaymentOf(asked, locale);
  const { netSaved, paidThatDay } = earlyAt(100);
  expect(drawn).toContain(`value="${netSaved}"`);
  expect(drawn).toContain(`value="${paidThatDay}"`);
  // The address asks about paying early; the loan is not its to change.
  expect(prepaymentOf({ ...asked, amount: "9999", rate: "0", dueDay: "1" }, locale)).toBe(drawn);
});

test.each(locales)("a loan's own terms say the fee, and no address does: %s", (locale) => {
  const asked = { prepay: "10", prepayOn: "2026-12-01" };
  const fee = /name="prepayFee"/;
  const free = agreed({ isAllowed: true });
  const charged = agreed({ isAllowed: true, feeBasisPoints: 100, freeAfterMonths: 3 });
  const barred = agreed({ isAllowed: false });
  expect(prepaymentOf(asked, locale)).toMatch(fee);
  for (const of of [free, charged, barred]) {
    const drawn = prepaymentOf(asked, locale, of);
    expect(drawn).not.toMatch(fee);
    expect(prepaymentOf({ ...asked, prepayFee: "9", prepayFreeAfter: "1" }, locale, of)).toBe(
      drawn,
    );
  }
  expect(prepaymentOf(asked, locale, free)).toContain(savedAt(0));
  expect(prepaymentOf(asked, locale, charged)).toContain(savedAt(100));
  expect(prepaymentOf(asked, locale, barred)).not.toContain("<form");
});

test("paying early what is not owed, or when, is refused at its field", () => {
  expect(prepaymentOf({})).not.toContain('aria-invalid="true"');
  expect(prepaymentOf({ prepay: "50.000001" })).toContain("超过当天的剩余本金");
  expect(prepaymentOf({ prepay: "1", prepayOn: "2026-10-21" })).toContain(
    "提前还款日要在放款日之后",
  );
  expect(prepaymentOf({ prepay: "很多" })).toContain("看不懂这个数");
});

test("the form asks by its address, so that it works without scripts", () => {
  expect(formOf({})).toMatch(/<form[^>]*action="\/calculator"/);
  expect(formOf({})).not.toMatch(/method="post"/i);
});

test.each(["kind", "by", "tenor", "dayCount", "rounding", "effect", "prepayment"])(
  "a choice that is not in the list is marked where it stands: %s",
  (name) => {
    const { problems } = calculate({ [name]: "other" }, today);
    expect(problems).toEqual({ [name]: "malformed" });
    expect(formOf({ [name]: "other" })).toContain("请从列表里选一项");
    expect(formOf({})).not.toContain("请从列表里选一项");
  },
);
