import { dayOf, daysIn, formatDay, monthOfDay, type DayIndex } from "../city/calendar";
import { monthOf, type Condition } from "../city/condition";
import type { Draws } from "../city/random";
import type { Repayment } from "./product";

/** A principal repayment in fen; interest is not counted. */
type RepaymentRecord = { on: string; amount: number; kind: "scheduled" | "early" };
/** An arrears episode: since when, for how many days (until paid, or until the report), principal overdue in fen. */
type OverdueRecord = { from: string; days: number; amount: number };

export type Course = {
  repayments: RepaymentRecord[];
  overdue: OverdueRecord[];
  status: "current" | "overdue" | "settled" | "defaulted";
  settledOn: string | null;
};

/** Days overdue from which a loan counts as defaulted. */
const defaultDays = 90;

export type Terms = {
  amount: number;
  termMonths: number;
  annualRateBp: number;
  repayment: Repayment;
  disbursedOn: DayIndex;
};

/** The due days with the principal due on each; the sum is the loan, the last takes the rounding. */
export function principalPlan({ amount, termMonths, annualRateBp, repayment, disbursedOn }: Terms) {
  const atEnd =
    repayment === "bullet" || repayment === "interest_first" || repayment === "revolving";
  const rate = annualRateBp / 120_000;
  const plan: { due: DayIndex; principal: number }[] = [];
  let left = amount;
  for (let n = 1; n <= termMonths; n += 1) {
    const due = sameDayLater(disbursedOn, n);
    const share =
      repayment === "equal_instalments"
        ? (amount * rate * (1 + rate) ** (n - 1)) / ((1 + rate) ** termMonths - 1)
        : amount / termMonths;
    const principal = n === termMonths ? left : atEnd ? 0 : Math.min(left, Math.round(share));
    left -= principal;
    if (principal > 0) plan.push({ due, principal });
  }
  return plan;
}

export function sameDayLater(day: DayIndex, months: number): DayIndex {
  const month = monthOfDay(day);
  const date = day - dayOf(month, 1) + 1;
  return dayOf(month + months, Math.min(date, daysIn(month + months)));
}

/**
 * Plays a loan to `asOf`. Each instalment is paid on time unless the firm's stress of that month (which rises
 * after its sales have fallen) delays it; above a stress of 0.3 it may never be paid, and 90 days later the loan
 * is in default. Where nothing falls due, stress shows at maturity. Strong firms sometimes repay early.
 */
export function playLoan(terms: Terms, condition: Condition, draws: Draws, asOf: DayIndex): Course {
  const course: Course = { repayments: [], overdue: [], status: "current", settledOn: null };
  const early = draws.next();
  let left = terms.amount;
  for (const { due, principal } of principalPlan(terms)) {
    const [luck, delay] = [draws.next(), draws.next()];
    if (due > asOf) break;
    const latent = monthOf(condition, monthOfDay(due));
    const { stress, health } = latent ?? { stress: 0, health: 0 };
    const isUnable =
      luck < Math.max(0, stress - 0.3) * 1.2 || luck < 0.0008 * Math.exp(-1.3 * health);
    const isLate = luck < 0.008 + 0.7 * stress;
    const paid = isUnable
      ? Infinity
      : isLate
        ? due + 1 + Math.floor(delay ** 2 * (20 + 90 * stress))
        : due;
    if (paid > due)
      course.overdue.push({
        from: formatDay(due + 1),
        days: Math.min(paid, asOf) - due,
        amount: principal,
      });
    if (paid > asOf) {
      course.status = asOf - due >= defaultDays ? "defaulted" : "overdue";
      return course;
    }
    left -= principal;
    const isScheduled = left === 0 || early > 0.09 || health < 0.3 || delay > 0.2;
    course.repayments.push({ on: formatDay(paid), amount: principal, kind: "scheduled" });
    if (!isScheduled && paid + 1 <= asOf) {
      course.repayments.push({ on: formatDay(paid + 1), amount: left, kind: "early" });
      left = 0;
      return { ...course, status: "settled", settledOn: formatDay(paid + 1) };
    }
    if (left === 0) return { ...course, status: "settled", settledOn: formatDay(paid) };
  }
  return course;
}
