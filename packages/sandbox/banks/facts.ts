import { dayOf, formatDay, monthOfDay, type MonthIndex } from "../city/calendar";
import type { City } from "../city/city";
import { monthOf, type Condition } from "../city/condition";
import type { Enterprise } from "../city/enterprise";
import { abnormalListings, penaltiesOf } from "../city/registry";
import { taxGrades } from "../city/tax";
import type { FactValue, Facts } from "./rules";

/**
 * What a bank would find out about a firm at the end of a month, straight from its latent condition: near what
 * the agencies' records add up to, without generating them. A fact nobody holds is null.
 */
export function factsAt(
  city: City,
  enterprise: Enterprise,
  condition: Condition,
  month: MonthIndex,
): Facts {
  const { holds } = enterprise;
  const age = month - monthOfDay(enterprise.establishedOn);
  const year = window(condition, month - 11, month);
  const before = window(condition, month - 23, month - 12);
  const sales = sum(year.map((m) => m.sales));
  const change = (now: number, then: number): number | null =>
    before.length === 12 && then > 0 ? Math.round((now / then - 1) * 10_000) : null;
  const growth = change(sales, sum(before.map((m) => m.sales)));
  const late = year.map((m) => m.stress > 0.45);
  const latest = year.at(-1);
  const covered = latest ? Math.max(1, Math.round(latest.headcount * 0.84)) : null;
  const invoiced = Math.round(sales * enterprise.trade.invoiced * 100);
  const use = change(sum(year.map((m) => m.activity)), sum(before.map((m) => m.activity)));
  const owes = late.at(-1) === true ? Math.round((latest?.sales ?? 0) * 2) : 0;
  const meter = (is: boolean): boolean | null =>
    holds.electricity && year.length === 12 ? is : null;

  return {
    ...publicFacts(city, enterprise, condition, month),
    established_months: age,
    tax_revenue_12m: Math.round(sales * 100),
    tax_revenue_growth: growth,
    tax_paid_months_12m: late.filter((isLate) => !isLate).length,
    tax_consecutive_paid_months: late.length - 1 - late.lastIndexOf(true),
    tax_arrears: owes,
    tax_revenue_volatility_12m: volatility(year.map((m) => m.sales)),
    invoice_sales_12m: held(holds.invoices, invoiced),
    invoice_sales_growth: held(holds.invoices, growth),
    invoice_active_months_12m: held(holds.invoices, year.length),
    invoice_top_customer_share_12m: held(
      holds.invoices,
      1_500 + ((enterprise.index * 7_919) % 5_500),
    ),
    invoice_void_share_12m: held(holds.invoices, 200),
    invoice_customers_12m: held(holds.invoices, enterprise.trade.customers),
    insured_headcount: held(holds.insurance, covered),
    insured_headcount_change_12m: held(
      holds.insurance,
      change(latest?.headcount ?? 0, before.at(-1)?.headcount ?? 0),
    ),
    insurance_paid_months_12m: held(holds.insurance, late.filter((isLate) => !isLate).length),
    insurance_arrears: held(holds.insurance, owes),
    fund_headcount: held(holds.fund, latest ? Math.round(latest.headcount * 0.55) : null),
    fund_paid_months_12m: held(holds.fund, late.filter((isLate) => !isLate).length),
    water_use_change_12m: held(holds.water, use),
    water_arrears: held(holds.water, owes),
    gas_use_change_12m: held(holds.gas, use),
    gas_arrears: held(holds.gas, owes),
    electricity_no_arrears_12m: meter(!late.includes(true)),
    electricity_active_10_of_12: meter(year.filter((m) => m.activity > 0.1).length >= 10),
    electricity_use_kept_80_percent: use === null ? null : meter(use >= -2_000),
  };
}

function held(isHeld: boolean, value: FactValue): FactValue {
  return isHeld ? value : null;
}

function publicFacts(
  city: City,
  enterprise: Enterprise,
  condition: Condition,
  month: MonthIndex,
): Facts {
  const then = { ...city, month };
  const today = formatDay(dayOf(month + 1, 1));
  const twoYearsAgo = formatDay(dayOf(month - 23, 1));
  const known = penaltiesOf(then, enterprise).filter(({ decidedOn }) => decidedOn < today);
  return {
    industry_section: enterprise.industry.code.slice(0, 1),
    industry_code: enterprise.industry.code,
    district: enterprise.district.code,
    size_class: enterprise.size,
    registered_capital: enterprise.registeredCapital * 100,
    open_penalties: known.filter(
      ({ publicUntil, repairedOn }) => publicUntil >= today && (repairedOn ?? "9999") > today,
    ).length,
    serious_penalties_24m: known.filter(
      ({ kind, decidedOn }) =>
        (kind === "suspension" || kind === "licence_revocation") && decidedOn >= twoYearsAgo,
    ).length,
    abnormal_listed: abnormalListings(then, enterprise, condition).some(
      ({ listedOn, removedOn }) => listedOn < today && (removedOn ?? "9999") >= today,
    ),
    tax_credit_grade: taxGrades(then, enterprise, condition).at(-1)?.grade ?? "M",
  };
}

function window(condition: Condition, from: MonthIndex, to: MonthIndex) {
  const months = [];
  for (let month = from; month <= to; month += 1) {
    const latent = monthOf(condition, month);
    if (latent) months.push(latent);
  }
  return months;
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function volatility(values: number[]): number | null {
  const mean = sum(values) / values.length;
  if (!(mean > 0)) return null;
  const variance = sum(values.map((value) => (value - mean) ** 2)) / values.length;
  return Math.round((Math.sqrt(variance) / mean) * 10_000);
}
