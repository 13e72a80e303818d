import { dayOf, daysIn, formatDay, monthOfDay, type DayIndex } from "../city/calendar";
import { lastDay, weighted, type City } from "../city/city";
import { monthOf, type Condition } from "../city/condition";
import type { Enterprise } from "../city/enterprise";
import { Draws, hash, streams } from "../city/random";
import { banks, type Bank } from "./banks";
import { decide, perceivedHealth } from "./decisions";
import { factsAt } from "./facts";
import { lprOn } from "./lpr";
import type { Guarantee, Product, Repayment } from "./product";
import { productsOf } from "./publish";
import { playLoan, sameDayLater, type Course } from "./repayments";
import { judge, type Facts } from "./rules";
import { addWorkingDays, nextWorkingDay } from "./working-days";

/** A past application and all that came of it, as a bank reports it. Amounts in fen. */
export type PastApplication = {
  bankCode: string;
  reference: string;
  uscc: string;
  productCode: string;
  amount: number;
  termMonths: number;
  purpose: string;
  guarantee: Guarantee;
  submittedOn: string;
  acceptedOn: string | null;
  decidedOn: string | null;
  decision: "offered" | "declined" | "timed_out" | "withdrawn";
  reasonCodes: string[];
  annualRateBp: number | null;
  offeredAmount: number | null;
  disbursedOn: string | null;
  repayment: Repayment;
  maturesOn: string | null;
  isFirstLoan: boolean;
  isCreditLoan: boolean;
  repayments: Course["repayments"];
  overdue: Course["overdue"];
  status: Course["status"] | null;
  settledOn: string | null;
  origin: "history" | "imported_rating";
};

/** Months the banks look back. */
export const historyMonths = 24;

/** Of how many firms the banks report, however large the city: a million would be gigabytes of the past. */
export const firmsWithHistory = 20_000;

/** Past applications start here at the earliest, so that a later month never changes an earlier one. */
const firstMonth = 2022 * 12;

const purposes = [
  "working_capital",
  "working_capital",
  "raw_materials",
  "equipment",
  "premises",
  "wages",
  "refinancing",
] as const;

/** When and where a firm applied: a few draws, no condition needed. Submissions in order, oldest first. */
export function submissionsOf(
  city: City,
  index: number,
): { day: DayIndex; bank: Bank; key: number }[] {
  const appetite = new Draws(hash(city.seed, index, streams.applications)).next();
  const rate = appetite < 0.3 ? 0 : 0.06 + 0.9 * (appetite - 0.3) ** 2;
  const submissions = [];
  for (let month = firstMonth; month <= city.month; month += 1) {
    const key = hash(city.seed, index, streams.applications, month);
    const draws = new Draws(key);
    if (draws.next() >= rate) continue;
    const day = nextWorkingDay(
      dayOf(month, 1 + Math.floor(draws.next() * Math.min(27, daysIn(month)))),
    );
    submissions.push({ day, bank: weighted(banks, draws.next()), key });
  }
  return submissions;
}

/**
 * Every application of a firm since 2022 with its outcome, oldest first. Only those submitted in the last
 * `historyMonths` are reported by the banks; the earlier ones decide what is a first loan.
 */
export function applicationsOf(
  city: City,
  enterprise: Enterprise,
  condition: Condition,
): PastApplication[] {
  let hasBorrowed = false;
  return submissionsOf(city, enterprise.index).flatMap(({ day, bank, key }) => {
    if (!monthOf(condition, monthOfDay(day) - 1) || day <= enterprise.establishedOn) return [];
    const application = apply(city, enterprise, condition, { day, bank, key, hasBorrowed });
    hasBorrowed ||= application?.disbursedOn != null;
    return application ? [application] : [];
  });
}

type Submission = { day: DayIndex; bank: Bank; key: number; hasBorrowed: boolean };

function apply(
  city: City,
  enterprise: Enterprise,
  condition: Condition,
  submission: Submission,
): PastApplication | null {
  const { day, bank, key, hasBorrowed } = submission;
  const draws = new Draws(hash(key, 1));
  const month = monthOfDay(day) - 1;
  const facts = factsAt(city, enterprise, condition, month);
  const product = chooseProduct(bank, facts, draws);
  if (!product) return null;
  const wanted = (enterprise.monthlySales * 100 * (0.5 + 2.5 * draws.next())) / 1_000_000;
  const amount = Math.max(
    product.amountMin,
    Math.min(product.amountMax, Math.round(wanted) * 1_000_000),
  );
  const termMonths = Math.min(
    product.termMax,
    Math.max(product.termMin, draws.pick([6, 12, 12, 12, 24, 36])),
  );
  const isUnanswered = draws.chance(bank.neglect);
  const accepted = addWorkingDays(
    day,
    draws.chance(0.85) ? draws.integer(0, 1) : draws.integer(2, 4),
  );
  const decided = addWorkingDays(accepted, Math.max(0, Math.round(bank.days * draws.factor(0.45))));
  const asOf = lastDay(city);
  if ((isUnanswered ? addWorkingDays(day, 11) : decided) > asOf) return null;
  const base: PastApplication = {
    bankCode: bank.code,
    reference: `${bank.code.slice(0, 2).toUpperCase()}${formatDay(day).replaceAll("-", "")}${String(enterprise.index).padStart(7, "0")}`,
    uscc: enterprise.uscc,
    productCode: product.code,
    amount,
    termMonths,
    purpose: draws.pick(purposes),
    guarantee: product.guarantee,
    submittedOn: formatDay(day),
    acceptedOn: isUnanswered ? null : formatDay(accepted),
    decidedOn: null,
    decision: "timed_out",
    reasonCodes: [],
    annualRateBp: null,
    offeredAmount: null,
    disbursedOn: null,
    repayment: draws.pick(firstOf(product.repaymentKinds)),
    maturesOn: null,
    isFirstLoan: false,
    isCreditLoan: product.guarantee === "none",
    repayments: [],
    overdue: [],
    status: null,
    settledOn: null,
    origin: "history",
  };
  if (isUnanswered) return base;
  const decision = decide(bank, product, facts, perceivedHealth(condition, month, draws), draws);
  const [will, cut, taste] = [draws.next(), draws.next(), draws.next()];
  if (will < 0.05)
    return { ...base, decision: "withdrawn", decidedOn: formatDay(decided), reasonCodes: ["R801"] };
  if (decision.kind === "declined")
    return {
      ...base,
      decision: "declined",
      decidedOn: formatDay(decided),
      reasonCodes: decision.reasonCodes,
    };

  const spread =
    product.spreadMin +
    (product.spreadMax - product.spreadMin) * (0.75 * decision.risk + 0.25 * taste);
  const annualRateBp = lprOn(decided, product.lprTenor) + Math.round(spread / 5) * 5;
  const share = 1 - Math.round(cut * 5 * decision.risk) / 10;
  const offeredAmount = Math.max(
    product.amountMin,
    Math.round((amount * share) / 1_000_000) * 1_000_000,
  );
  const offered = {
    ...base,
    decision: "offered" as const,
    decidedOn: formatDay(decided),
    annualRateBp,
    offeredAmount,
  };
  if (taste < 0.1) return { ...offered, reasonCodes: ["R802"] };
  const disbursedOn = addWorkingDays(decided, draws.integer(1, 6));
  if (disbursedOn > asOf) return offered;
  const terms = {
    amount: offeredAmount,
    termMonths,
    annualRateBp,
    repayment: base.repayment,
    disbursedOn,
  };
  return {
    ...offered,
    disbursedOn: formatDay(disbursedOn),
    maturesOn: formatDay(sameDayLater(disbursedOn, termMonths)),
    isFirstLoan: !hasBorrowed,
    ...playLoan(terms, condition, new Draws(hash(key, 2)), asOf),
  };
}

/** A firm asks for a product its facts allow; where the bank has none, four in ten try their luck all the same. */
function chooseProduct(bank: Bank, facts: Facts, draws: Draws): Product | null {
  const products = productsOf(bank);
  const start = Math.floor(draws.next() * products.length);
  const order = [...products.slice(start), ...products.slice(0, start)];
  const tries = draws.chance(0.4);
  return (
    order.find(({ eligibility }) => judge(eligibility, facts).is === true) ??
    order.find(({ eligibility }) => judge(eligibility, facts).is === null) ??
    (tries ? (order[0] ?? null) : null)
  );
}

function firstOf<T>([first, ...rest]: readonly T[]): readonly [T, ...T[]] {
  if (first === undefined) throw new RangeError("nothing to pick from");
  return [first, ...rest];
}
