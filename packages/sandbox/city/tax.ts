import { dayOf, formatDay, formatMonth, monthOfYear, type MonthIndex } from "./calendar";
import { asOfDay, type City } from "./city";
import { monthOf, type Condition } from "./condition";
import type { Enterprise } from "./enterprise";
import { pay, yuan } from "./payments";
import { Draws, hash, streams } from "./random";

export type TaxDeclaration = {
  month: string;
  taxableSales: string;
  exemptSales: string;
  vat: string;
  incomeTax: string;
  otherTax: string;
  dueOn: string;
  paidOn: string | null;
  /** Still unpaid of this month's tax. */
  arrears: string;
};

const smallScaleVatBp = 100;

/** A month's declaration: VAT monthly, income tax by the quarter, due on the 15th of the next month. */
export function taxDeclaration(
  city: City,
  enterprise: Enterprise,
  condition: Condition,
  month: MonthIndex,
): TaxDeclaration | null {
  const latent = monthOf(condition, month);
  if (!latent) return null;
  const draws = new Draws(hash(city.seed, enterprise.index, streams.tax, month));
  const { trade } = enterprise;
  const sales = Math.round(latent.sales * 100);
  const exempt =
    enterprise.industry.trade === "farm"
      ? Math.round(sales * (0.4 + 0.3 * draws.next()))
      : enterprise.isGeneralTaxpayer
        ? 0
        : Math.round(sales * 0.12 * draws.next());
  const taxable = sales - exempt;
  const vat = enterprise.isGeneralTaxpayer
    ? Math.round(taxable * (trade.vatBp / 10_000) * (0.12 + 0.12 * draws.next()))
    : Math.round((taxable * smallScaleVatBp) / 10_000);
  const quarter = [0, 1, 2].map((back) => monthOf(condition, month - back)?.sales ?? 0);
  const profit =
    quarter.reduce((sum, value) => sum + value, 0) * (trade.margin - 0.12 * latent.stress);
  const incomeTax =
    monthOfYear(month) % 3 === 0
      ? Math.max(0, Math.round(profit * 100 * (profit * 4 <= 3_000_000 ? 0.05 : 0.25)))
      : 0;
  const otherTax = Math.round(vat * 0.12 + sales * 0.0003);
  const due = dayOf(month + 1, 15);
  const { paidOn, isPaid } = pay(draws, due, latent.stress, asOfDay(city));
  return {
    month: formatMonth(month),
    taxableSales: yuan(taxable),
    exemptSales: yuan(exempt),
    vat: yuan(vat),
    incomeTax: yuan(incomeTax),
    otherTax: yuan(otherTax),
    dueOn: formatDay(due),
    paidOn,
    arrears: yuan(isPaid ? 0 : vat + incomeTax + otherTax),
  };
}

export type TaxGrade = { year: number; grade: "A" | "B" | "M" | "C" | "D" };

/**
 * The grade for a year, published the following April: A ≥ 90 points, B ≥ 70, C ≥ 35 here (40 officially, but these points are ours), D below; M for a firm
 * founded in the year. Points fall with late payment, which is what the stress of that year caused.
 */
export function taxGrades(city: City, enterprise: Enterprise, condition: Condition): TaxGrade[] {
  const founded = Math.floor(condition.from / 12);
  const latest = Math.floor((city.month - 3) / 12) - 1;
  const grades: TaxGrade[] = [];
  for (let year = Math.max(founded, latest - 2); year <= latest; year += 1) {
    const draws = new Draws(hash(city.seed, enterprise.index, streams.public, year));
    if (year * 12 <= condition.from && condition.from > 2021 * 12) {
      grades.push({ year, grade: "M" });
      continue;
    }
    let stress = 0;
    for (let month = year * 12; month < year * 12 + 12; month += 1)
      stress += (monthOf(condition, month)?.stress ?? 0) / 12;
    const points = 81 + 5 * enterprise.quality + 5 * draws.normal() - 60 * stress;
    grades.push({
      year,
      grade: points >= 90 ? "A" : points >= 68 ? "B" : points >= 35 ? "C" : "D",
    });
  }
  return grades;
}
