import { readFileSync } from "node:fs";
import { NextIntlClientProvider, type AbstractIntlMessages } from "next-intl";
import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test, vi } from "vitest";
import { locales, type Locale } from "@/components/messages/locales";
import { calculate } from "@/domain/loans/calculation";
import type { OwnLoanView } from "@/domain/loans/enterprise-schema";
import { prepay } from "@/domain/loans/prepayment";
import { CalculationResult } from "./calculation-result";
import { CalculatorForm } from "./calculator-form";
import { PrepaymentCalculator } from "./prepayment-calculator";

vi.mock("next/navigation", () => ({ useRouter: () => ({ replace: () => undefined }) }));

const today = "2026-11-22";
const read = (locale: Locale) =>
  Object.fromEntries(
    ["common", "calculator", "states", "loans"].map((name) => [
      name,
      JSON.parse(
        readFileSync(new URL(`../messages/${locale}/${name}.json`, import.meta.url), "utf8"),
      ) as AbstractIntlMessages,
    ]),
  );

/** A text that is missing throws. */
const draw = (locale: Locale, children: ReactNode): string =>
  renderToStaticMarkup(
    <NextIntlClientProvider
      locale={locale}
      timeZone="Asia/Shanghai"
      messages={read(locale)}
      onError={(error) => {
        throw error;
      }}
    >
      {children}
    </NextIntlClientProvider>,
  );

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
const prepaymentOf = (given: Record<string, string>, locale: Locale = "zh-CN") =>
  draw(locale, <PrepaymentCalculator loan={loan} given={given} today={today} />);

test.each(locales)("what paying a loan early saves is told on its own terms: %s", (locale) => {
  const asked = { prepay: "10", prepayOn: "2026-12-01", prepayFee: "1" };
  const drawn = prepaymentOf(asked, locale);
  const { netSaved, paidThatDay } = prepay(
    {
      principal: loan.principal,
      months: 12,
      rate: 360,
      repaymentKind: "equal_instalments",
      startOn: loan.disbursedOn,
      dueDay: 10,
    },
    { on: "2026-12-01", amount: 10_000_000n, effect: "shorter_term", feeBasisPoints: 100 },
  );
  expect(drawn).toContain(`value="${netSaved}"`);
  expect(drawn).toContain(`value="${paidThatDay}"`);
  // The address asks about paying early; the loan is not its to change.
  expect(prepaymentOf({ ...asked, amount: "9999", rate: "0", dueDay: "1" }, locale)).toBe(drawn);
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
