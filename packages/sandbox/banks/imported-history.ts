import { dayOf, formatDay } from "../city/calendar";
import { lastDay, type City } from "../city/city";
import { importedUscc, type ImportedEnterprise } from "../store/imported";
import { addWorkingDays } from "./working-days";
import type { PastApplication } from "./applications";
import type { Bank } from "./banks";
import { productsOf } from "./publish";

const amount = 50_000_000;
const rates = { A: 430, B: 520, C: 640, D: 700 } as const;

/**
 * What the first bank reports about a firm with an imported rating, one year of 500,000 yuan: A, B and C were
 * offered it, and it was settled or, if the firm defaulted, never repaid. A firm rated D is declined (R205); if it
 * defaulted, the loan that went bad comes first, since such a rating is given after the event.
 */
export function importedApplications(
  city: City,
  bank: Bank,
  firm: ImportedEnterprise,
): PastApplication[] {
  const { rating, isDefaulted } = firm;
  if (rating === null) return [];
  const loan = granted(city, bank, firm, rating, isDefaulted === true);
  const refusal = application(city, bank, firm, city.month - 3, "D");
  const declined: PastApplication = { ...refusal, decision: "declined", reasonCodes: ["R205"] };
  if (rating !== "D") return [loan];
  return isDefaulted === true ? [loan, declined] : [declined];
}

function granted(
  city: City,
  bank: Bank,
  firm: ImportedEnterprise,
  rating: "A" | "B" | "C" | "D",
  isDefaulted: boolean,
): PastApplication {
  const month = city.month - 15;
  const base = application(city, bank, firm, month, "L");
  const disbursed = dayOf(month, 20);
  const matures = dayOf(month + 12, 20);
  const end = { on: formatDay(matures), amount, kind: "scheduled" as const };
  return {
    ...base,
    annualRateBp: rates[rating],
    offeredAmount: amount,
    disbursedOn: formatDay(disbursed),
    maturesOn: formatDay(matures),
    isFirstLoan: true,
    repayments: isDefaulted ? [] : [end],
    overdue: isDefaulted
      ? [{ from: formatDay(matures + 1), days: lastDay(city) - matures, amount }]
      : [],
    status: isDefaulted ? "defaulted" : "settled",
    settledOn: isDefaulted ? null : formatDay(matures),
  };
}

function application(
  city: City,
  bank: Bank,
  firm: ImportedEnterprise,
  month: number,
  mark: string,
): PastApplication {
  const submitted = addWorkingDays(dayOf(month, 5), 0);
  return {
    bankCode: bank.code,
    reference: `IMP-${firm.serial}-${mark}`,
    uscc: importedUscc(city, firm.serial),
    productCode: productsOf(bank)[0]?.code ?? bank.code,
    amount,
    termMonths: 12,
    purpose: "working_capital",
    guarantee: "none",
    submittedOn: formatDay(submitted),
    acceptedOn: formatDay(addWorkingDays(submitted, 1)),
    decidedOn: formatDay(addWorkingDays(submitted, 5)),
    decision: "offered",
    reasonCodes: [],
    annualRateBp: null,
    offeredAmount: null,
    disbursedOn: null,
    repayment: "interest_first",
    maturesOn: null,
    isFirstLoan: false,
    isCreditLoan: true,
    repayments: [],
    overdue: [],
    status: null,
    settledOn: null,
    origin: "imported_rating",
  };
}
