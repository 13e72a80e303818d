import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { workingDaysBetween } from "@/domain/applications/clock";
import { standingOf } from "@/domain/loans/standing";
import { addDays, shanghaiDay } from "@/domain/shared/calendar";
import { getBankOverview } from "@/server/services/oversight/get-bank-overview";
import { getOverview } from "@/server/services/oversight/get-overview";
import { aBank, aPerson, now } from "@/tests/bank-factories";
import { inRollback, type Stage } from "@/tests/database";
import { aPast, type Lent, type Told } from "@/tests/past-factories";

const cut = { from: "2026-01", to: "2026-11" };
const today = shanghaiDay(now);
const current = (day: string) => day >= "2026-01-01" && day <= today;
const previous = (day: string) => day >= "2025-01-01" && day <= addDays(today, -365);

const waits = (of: [string, string][]) =>
  median(of.map(([from, to]) => workingDaysBetween(from, to)));

/** Everything over again, from the story rather than from the tables. */
function recount(past: readonly Told[], within: (day: string) => boolean, end: string) {
  const decided = past.filter(({ decision }) => decision && within(decision.on));
  const lent = past.flatMap(({ loan }) => (loan && within(loan.on) ? [loan] : []));
  const amount = lent.reduce((sum, { principal }) => sum + principal, 0n);
  const part = (of: Lent[]) =>
    Number(of.reduce((sum, { principal }) => sum + principal, 0n)) / Number(amount);
  const weighted = (rate: (loan: Lent) => number) =>
    lent.reduce((sum, loan) => sum + rate(loan) * Number(loan.principal), 0) / Number(amount);
  const stands = past.flatMap(({ loan }) => {
    const wrong = new Set(loan?.facts.map(({ reversalOf }) => reversalOf));
    const known = loan?.facts.filter(
      ({ on, id, reversalOf }) => on <= end && !wrong.has(id) && !reversalOf,
    );
    return known?.length ? [standingOf(known)] : [];
  });
  const owed = (of: typeof stands) => of.reduce((sum, { balance }) => sum + balance, 0n);
  const balance = owed(stands);
  const submitted = past.filter(({ submittedOn }) => within(submittedOn));

  return {
    applications: submitted.length,
    timed_out: submitted.filter(({ status }) => status === "timed_out").length,
    decided: decided.length,
    approval_share:
      decided.filter(({ decision }) => decision?.detail === "offered").length / decided.length,
    loans: lent.length,
    amount,
    balance,
    nominal_rate: weighted(({ nominalRate }) => nominalRate),
    annual_rate: weighted(({ annualRate }) => Number(annualRate) * 10_000),
    first_loan_share: lent.filter(({ isFirstLoan }) => isFirstLoan).length / lent.length,
    credit_loan_share: part(lent.filter(({ isCreditLoan }) => isCreditLoan)),
    inclusive_share: part(lent.filter(({ isInclusive }) => isInclusive)),
    accept_days: waits(
      past.flatMap(({ submittedOn, acceptedOn }) =>
        acceptedOn && within(acceptedOn) ? [[submittedOn, acceptedOn]] : [],
      ),
    ),
    decide_days: waits(decided.map(({ acceptedOn, decision }) => [acceptedOn!, decision!.on])),
    overdue_share:
      Number(owed(stands.filter(({ status }) => status === "overdue" || status === "defaulted"))) /
      Number(balance),
  };
}

function median(values: number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  if (sorted.length === 0) return null;
  return sorted.length % 2 === 1
    ? sorted[Math.floor(middle)]!
    : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

type Value = number | bigint | null;

/** Rates are rounded to a basis point, shares to four places; everything else is exact. */
function isClose(key: string, found: Value, expected: Value): boolean {
  if (typeof expected !== "number" || typeof found !== "number") return found === expected;
  return Math.abs(found - expected) <= (key.endsWith("_rate") ? 0.5 : 0.0001);
}

const analyst = (stage: Stage) =>
  aPerson(stage, { party: "credit_office", role: "analyst", organizationId: randomUUID() });

test("every figure is what the story says, for the city and for one bank, now and a year before", () =>
  inRollback(async (stage) => {
    const past = await aPast(stage);
    const office = (await analyst(stage))();
    const code = past[0]!.bank;
    const views = [
      [past, await getOverview(office, cut)],
      [past.filter(({ bank }) => bank === code), await getBankOverview(office, { ...cut, code })],
    ] as const;
    for (const [story, view] of views) {
      const after = recount(story, current, today);
      const before = recount(story, previous, addDays(today, -365));
      expect(after.decided).toBeGreaterThan(20);
      expect(after.overdue_share).toBeGreaterThan(0.01);
      expect(view.figures.map(({ key }) => key).toSorted()).toEqual(Object.keys(after).toSorted());
      const wrong = view.figures.filter(
        ({ key, value, previous: was }) =>
          !isClose(key, value, after[key]) || !isClose(key, was, before[key]),
      );
      expect(wrong).toEqual([]);
    }
  }));

test("months, banks and districts each add up to the whole", () =>
  inRollback(async (stage) => {
    const past = await aPast(stage);
    const view = await getOverview((await analyst(stage))(), cut);
    const whole = recount(past, current, today);
    for (const rows of [view.months, view.byBank, view.byDistrict, view.bySection, view.bySize]) {
      expect(rows.reduce((sum, { submitted }) => sum + submitted, 0)).toBe(whole.applications);
      expect(rows.reduce((sum, { decided }) => sum + decided, 0)).toBe(whole.decided);
      expect(rows.reduce((sum, { amount }) => sum + amount, 0n)).toBe(whole.amount);
    }
    const district = view.byDistrict.find(({ key }) => key === "990102");
    const own = recount(
      past.filter((told) => told.district === "990102"),
      current,
      today,
    );
    expect(district).toMatchObject({
      submitted: own.applications,
      loans: own.loans,
      acceptDays: own.accept_days,
      decideDays: own.decide_days,
      timedOut: own.timed_out,
    });
    const march = view.months.find(({ month }) => month === "2026-03");
    expect(march).toMatchObject({ balance: recount(past, current, "2026-03-31").balance });
    expect(view.reasons.map(({ code }) => code)).toEqual(["R301", "R304"]);
    const declined = past.filter(
      ({ decision }) => decision?.detail === "declined" && current(decision.on),
    );
    expect(view.reasons[0]?.count).toBe(declined.length);
  }));

test("a cut by origin leaves the rest out, and history has no needs", () =>
  inRollback(async (stage) => {
    await aPast(stage);
    const office = (await analyst(stage))();
    const platform = await getOverview(office, { ...cut, origin: "platform" });
    expect(platform.figures.find(({ key }) => key === "applications")?.value).toBe(0);
    expect(platform.needFunnel).toEqual({
      needs: 0,
      matched: 0,
      applied: 0,
      offered: 0,
      disbursed: 0,
    });
    expect((await getOverview(office, { ...cut, origin: "imported" })).needFunnel).toBeNull();
    await expect(getOverview(office, { ...cut, bank: "nobody" })).rejects.toThrow("bank_not_found");
  }));

test("a bank's officer may not, and would see nothing", () =>
  inRollback(async (stage) => {
    await aPast(stage);
    const bankId = await aBank(stage.admin);
    const officer = (
      await aPerson(stage, { party: "bank", role: "officer", organizationId: bankId })
    )();
    const asOffice = officer as unknown as Parameters<typeof getOverview>[0];
    await expect(getOverview(asOffice, cut)).rejects.toThrow("oversight.read_forbidden");
  }));
