import fc from "fast-check";
import { expect, test } from "vitest";
import { formatMonth, parseMonth, springFestivalShare } from "./calendar";
import { conditionOf, monthOf } from "./condition";
import { enterpriseAt } from "./enterprise";
import { housingFund } from "./housing-fund";
import { summarizeInvoices } from "./invoice-summary";
import { monthInvoices, Partners } from "./invoices";
import { publicFile } from "./registry";
import { sizeClass } from "./sizes";
import { socialInsurance } from "./social-insurance";
import { taxDeclaration } from "./tax";
import { utilityUsage } from "./utilities";

const month = parseMonth("2026-10");
const city = { seed: 20_261_101, enterprises: 3000, month };
const firms = Array.from({ length: 3000 }, (_, index) => {
  const enterprise = enterpriseAt(city, index);
  return { enterprise, condition: conditionOf(city, enterprise) };
});
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

test("the same seed and firm give the same answers, another seed others", () => {
  const again = { ...city };
  expect(
    publicFile(again, enterpriseAt(again, 7), conditionOf(again, enterpriseAt(again, 7))),
  ).toEqual(publicFile(city, firms[7]!.enterprise, firms[7]!.condition));
  const other = { ...city, seed: 5 };
  expect(enterpriseAt(other, 7)).not.toEqual(enterpriseAt(city, 7));
});

test("a later month never changes an earlier one", () => {
  fc.assert(
    fc.property(fc.nat({ max: 2999 }), fc.integer({ min: 0, max: 30 }), (index, back) => {
      const then = { ...city, month: month - 6 };
      const enterprise = enterpriseAt(city, index);
      expect(enterpriseAt(then, index)).toEqual(enterprise);
      const now = monthOf(conditionOf(city, enterprise), month - 6 - back);
      expect(monthOf(conditionOf(then, enterprise), month - 6 - back)).toEqual(now);
    }),
  );
});

test("about three firms in a hundred are odd, and most are small", () => {
  const files = firms.map(({ enterprise, condition }) => publicFile(city, enterprise, condition));
  const odd = files.filter(
    ({ registration, penalties, abnormalLists }) =>
      registration.status !== "operating" || penalties.length > 0 || abnormalLists.length > 0,
  );
  expect(odd.length / 3000).toBeGreaterThan(0.01);
  expect(odd.length / 3000).toBeLessThan(0.045);
  const small = firms.filter(
    ({ enterprise }) => enterprise.size === "micro" || enterprise.size === "small",
  );
  expect(small.length / 3000).toBeGreaterThan(0.95);
  expect(new Set(firms.map(({ enterprise }) => enterprise.district.code)).size).toBe(8);
});

test("a size class needs every lower bound of its sector", () => {
  const plant = { industry: "C3311", employees: 300, revenue: 20_000_000, assets: 0 };
  expect(sizeClass(plant)).toBe("medium");
  expect(sizeClass({ ...plant, employees: 299 })).toBe("small");
  expect(sizeClass({ ...plant, revenue: 2_999_999 })).toBe("micro");
  expect(sizeClass({ industry: "L7299", employees: 50, revenue: 9e9, assets: 999_999 })).toBe(
    "micro",
  );
});

test("makers stand still over Spring Festival, wherever it falls", () => {
  const makers = firms.filter(({ enterprise }) => enterprise.trade.festival >= 0.8).slice(0, 300);
  const sales = (text: string) =>
    mean(
      makers.flatMap(({ enterprise, condition }) => {
        const latent = monthOf(condition, parseMonth(text));
        return latent ? [latent.sales / enterprise.monthlySales] : [];
      }),
    );
  expect(springFestivalShare(parseMonth("2025-01"))).toBeGreaterThan(0.2);
  expect(sales("2026-02")).toBeLessThan(0.75 * sales("2026-04"));
  expect(sales("2025-01")).toBeLessThan(0.85 * sales("2025-04"));
});

/** Months from onset until a series first stays below 70 % of its level before, season taken out. */
function fallsAfter(
  series: (month: number) => number,
  usual: (month: number) => number,
  onset: number,
) {
  const level = (at: number) => series(at) / usual(at);
  const before = mean([1, 2, 3, 4, 5, 6].map((back) => level(onset - back)));
  for (let after = 0; after < 18; after += 1)
    if (level(onset + after) < 0.7 * before && level(onset + after + 1) < 0.7 * before)
      return after;
  return null;
}

test("in failing firms electricity falls two to four months before declared sales, and bills are paid late after that", () => {
  const leads: number[] = [];
  const lateBefore: number[] = [];
  const lateAfter: number[] = [];
  for (const { enterprise, condition } of firms) {
    for (const failure of condition.failures) {
      const { onset } = failure;
      const end = failure.recovered ?? failure.closed ?? month;
      if (onset - 12 < condition.from || end - onset < 9 || onset + 14 > month) continue;
      // The firm's own trade in good health, the same calendar month: what season alone would do.
      const twin = firms.find(
        (other) =>
          other.enterprise.industry.trade === enterprise.industry.trade &&
          other.condition.failures.length === 0 &&
          other.condition.from <= onset - 12,
      );
      if (!twin) continue;
      const usual = (at: number) =>
        Number(utilityUsage(city, twin.enterprise, twin.condition, "electricity", at)?.volume);
      const usualSales = (at: number) => Number(monthOf(twin.condition, at)?.sales);
      const power = fallsAfter(
        (at) => Number(utilityUsage(city, enterprise, condition, "electricity", at)?.volume),
        usual,
        onset,
      );
      const sales = fallsAfter(
        (at) => {
          const declared = taxDeclaration(city, enterprise, condition, at);
          return Number(declared?.taxableSales) + Number(declared?.exemptSales);
        },
        usualSales,
        onset,
      );
      if (power !== null && sales !== null) leads.push(sales - power);
      const isLate = (at: number) => {
        const declared = taxDeclaration(city, enterprise, condition, at);
        return declared && (declared.paidOn === null || declared.paidOn > declared.dueOn) ? 1 : 0;
      };
      lateBefore.push(mean([1, 2, 3, 4, 5, 6].map((back) => isLate(onset - back))));
      lateAfter.push(mean([8, 9, 10, 11].map((after) => isLate(onset + after))));
    }
  }
  expect(leads.length).toBeGreaterThan(80);
  expect(mean(leads)).toBeGreaterThan(1.5);
  expect(mean(leads)).toBeLessThan(4.5);
  expect(leads.filter((lead) => lead > 0).length / leads.length).toBeGreaterThan(0.75);
  expect(mean(lateAfter)).toBeGreaterThan(0.35);
  expect(mean(lateAfter)).toBeGreaterThan(5 * mean(lateBefore));
});

test("invoices add up to the invoiced part of declared sales, and the summary to its invoices", () => {
  const shares = firms.slice(0, 120).flatMap(({ enterprise, condition }) => {
    const partners = new Partners(city, enterprise);
    const issued = monthInvoices(city, enterprise, condition, "issued", month, partners);
    const received = monthInvoices(city, enterprise, condition, "received", month, partners);
    const summary = summarizeInvoices(formatMonth(month), issued, received);
    const valid = issued.filter(({ state }) => state === "valid");
    expect(summary.issuedCount + summary.issuedVoid).toBe(issued.length);
    expect(Math.round(Number(summary.issuedAmount) * 100)).toBe(
      valid.reduce((sum, { amount }) => sum + amount, 0),
    );
    expect(summary.customers.length).toBe(Math.min(20, summary.issuedCounterparties));
    for (const { amount, tax, total } of issued) expect(total).toBe(amount + tax);
    const declared = taxDeclaration(city, enterprise, condition, month);
    const sales = Number(declared?.taxableSales) + Number(declared?.exemptSales);
    return valid.length > 0
      ? [Number(summary.issuedAmount) / sales / enterprise.trade.invoiced]
      : [];
  });
  expect(shares.length).toBeGreaterThan(90);
  for (const share of shares) {
    expect(share).toBeGreaterThan(0.95);
    expect(share).toBeLessThan(1.05);
  }
});

test("never more people in the housing fund than are insured, never a payment after the books closed", () => {
  fc.assert(
    fc.property(fc.nat({ max: 2999 }), fc.nat({ max: 41 }), (index, back) => {
      const { enterprise, condition } = firms[index]!;
      const insured = socialInsurance(city, enterprise, condition, month - back);
      const fund = housingFund(city, enterprise, condition, month - back);
      if (!insured || !fund) return;
      expect(fund.headcount).toBeLessThanOrEqual(insured.pension.headcount);
      for (const paidOn of [insured.paidOn, fund.paidOn])
        expect((paidOn ?? "") <= "2026-11-20").toBe(true);
      expect(insured.paidOn === null).toBe(insured.arrears !== "0.00");
    }),
  );
});
