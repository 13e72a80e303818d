import fc from "fast-check";
import { expect, test } from "vitest";
import { parseDay, parseMonth } from "../city/calendar";
import { conditionOf, monthOf } from "../city/condition";
import { enterpriseAt } from "../city/enterprise";
import { applicationsOf, submissionsOf, type PastApplication } from "./applications";
import { banks } from "./banks";
import { principalPlan } from "./repayments";

const city = { seed: 20_261_101, enterprises: 3000, month: parseMonth("2026-10") };
/** What is made, and the seconds of processor time it took: other work on the machine does not count. */
function timed<T>(make: () => T): [made: T, seconds: number] {
  const begun = process.cpuUsage();
  const made = make();
  const { user, system } = process.cpuUsage(begun);
  return [made, (user + system) / 1e6];
}
const [lives, secondsOfLives] = timed(() =>
  Array.from({ length: 3000 }, (_, index) => {
    const enterprise = enterpriseAt(city, index);
    return { enterprise, condition: conditionOf(city, enterprise) };
  }),
);
const [history, secondsOfHistory] = timed(() =>
  lives.flatMap(({ enterprise, condition }) =>
    applicationsOf(city, enterprise, condition).map((application) => ({
      application,
      health: monthOf(condition, parseMonth(application.submittedOn.slice(0, 7)))?.health ?? 0,
    })),
  ),
);
const recent = history.filter(({ application }) => application.submittedOn >= "2024-11-01");
const loans = recent.filter(({ application }) => application.disbursedOn !== null);

const share = <T>(all: T[], is: (one: T) => boolean) => all.filter(is).length / all.length;

test("3,000 firms leave about 8,000 applications of two years, for a few times the work of their lives", () => {
  expect(recent.length).toBeGreaterThan(6500);
  expect(recent.length).toBeLessThan(9500);
  // About five times as much. In seconds it would be the processor that passes or fails.
  expect(secondsOfHistory / secondsOfLives).toBeLessThan(20);
  const keys = new Set(
    history.map(({ application }) => application.bankCode + application.reference),
  );
  expect(keys.size).toBe(history.length);
});

test("loans to the least healthy third default several times as often as to the healthiest", () => {
  const sorted = loans.toSorted((a, b) => a.health - b.health);
  const third = Math.floor(sorted.length / 3);
  const rate = (part: typeof loans) =>
    share(part, ({ application }) => application.status === "defaulted");
  const [worst, best] = [rate(sorted.slice(0, third)), rate(sorted.slice(-third))];
  expect(worst).toBeGreaterThan(0.02);
  expect(worst).toBeLessThan(0.12);
  expect(worst).toBeGreaterThan(4 * best);
});

test("healthy firms are granted more, and cheaper", () => {
  const decided = recent
    .filter(({ application: { decision } }) => decision === "offered" || decision === "declined")
    .toSorted((a, b) => a.health - b.health);
  const third = Math.floor(decided.length / 3);
  const granted = (part: typeof recent) =>
    share(part, ({ application }) => application.decision === "offered");
  expect(granted(decided.slice(-third))).toBeGreaterThan(granted(decided.slice(0, third)) + 0.2);
  const mean = (part: typeof recent) =>
    part.reduce((sum, { application }) => sum + (application.annualRateBp ?? 0), 0) / part.length;
  const priced = loans.toSorted((a, b) => a.health - b.health);
  const few = Math.floor(priced.length / 3);
  expect(mean(priced.slice(0, few))).toBeGreaterThan(mean(priced.slice(-few)) + 20);
});

/** Calendar days from acceptance to decision, median. */
function medianDays(code: string): number {
  const own = recent
    .flatMap(({ application: { bankCode, acceptedOn, decidedOn } }) =>
      bankCode === code && acceptedOn && decidedOn
        ? [parseDay(decidedOn) - parseDay(acceptedOn)]
        : [],
    )
    .toSorted((a, b) => a - b);
  return own[Math.floor(own.length / 2)] ?? 0;
}

test("banks differ in speed, and only two digital ones decide within about a day", () => {
  const quick = banks.filter(({ code }) => medianDays(code) <= 2).map(({ code }) => code);
  expect(quick).toEqual(["zhizhou", "xingcha"]);
  expect(medianDays("wuyin")).toBeGreaterThan(medianDays("jiangpan"));
});

/** What is wrong with a record, by name. */
function flaws(application: PastApplication): string[] {
  const { submittedOn, acceptedOn, decidedOn, disbursedOn, settledOn } = application;
  const { decision, reasonCodes, status, offeredAmount, overdue } = application;
  const days = [submittedOn, acceptedOn, decidedOn, disbursedOn, settledOn].filter(
    (day) => day !== null,
  );
  const repaid = application.repayments.reduce((sum, { amount }) => sum + amount, 0);
  const isSettled = status === "settled";
  const checks = {
    "days out of order": days.join() !== days.toSorted().join(),
    "a day to come": (days.at(-1) ?? "") > "2026-10-31",
    "reasons missing":
      decision === "declined" && (reasonCodes.length < 1 || reasonCodes.length > 4),
    "decided or not": (decidedOn === null) !== (decision === "timed_out"),
    "a loan or none": (status === null) !== (disbursedOn === null),
    "repaid more than lent": repaid > (offeredAmount ?? 0),
    "settled or not": isSettled !== (repaid > 0 && repaid === offeredAmount),
    "settled on no day": isSettled !== (settledOn !== null),
    "defaulted too soon": status === "defaulted" && (overdue.at(-1)?.days ?? 0) < 90,
  };
  return Object.entries(checks).flatMap(([name, isFlaw]) => (isFlaw ? [name] : []));
}

test("every record is coherent: days in order, sums within the loan, reasons with refusals", () => {
  expect(history.flatMap(({ application }) => flaws(application))).toEqual([]);
  const first = loans
    .filter(({ application }) => application.isFirstLoan)
    .map(({ application }) => application.uscc);
  expect(new Set(first).size).toBe(first.length);
  const used = new Set(recent.flatMap(({ application }) => application.reasonCodes));
  for (const code of [
    "R101",
    "R103",
    "R204",
    "R301",
    "R302",
    "R304",
    "R401",
    "R501",
    "R602",
    "R701",
    "R801",
  ])
    expect(used).toContain(code);
});

const decisionOf = ({ reference, decision, decidedOn, annualRateBp }: PastApplication) => ({
  reference,
  decision,
  decidedOn,
  annualRateBp,
});

test("the past does not change when a month is added", () => {
  const then = { ...city, month: city.month - 3 };
  for (let index = 0; index < 300; index += 1) {
    const enterprise = enterpriseAt(city, index);
    const before = applicationsOf(then, enterprise, conditionOf(then, enterprise));
    const now = applicationsOf(city, enterprise, conditionOf(city, enterprise));
    const known = new Set(before.map(({ reference }) => reference));
    expect(now.filter(({ reference }) => known.has(reference)).map(decisionOf)).toEqual(
      before.map(decisionOf),
    );
  }
  expect(submissionsOf(then, 1)).toEqual(
    submissionsOf(city, 1).slice(0, submissionsOf(then, 1).length),
  );
});

test("a repayment plan returns exactly the principal", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5_000_000_000 }),
      fc.integer({ min: 1, max: 120 }),
      fc.integer({ min: 1, max: 2000 }),
      fc.constantFrom(
        "equal_instalments",
        "equal_principal",
        "interest_first",
        "bullet",
        "revolving",
        "flat",
      ),
      (amount, termMonths, annualRateBp, repayment) => {
        const disbursedOn = parseDay("2025-01-31");
        const plan = principalPlan({ amount, termMonths, annualRateBp, repayment, disbursedOn });
        expect(plan.reduce((sum, { principal }) => sum + principal, 0)).toBe(amount);
        expect(plan.every(({ principal }) => principal > 0)).toBe(true);
      },
    ),
  );
});
