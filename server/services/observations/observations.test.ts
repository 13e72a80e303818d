import { eq } from "drizzle-orm";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Transaction } from "@/db/client";
import { observations } from "@/db/schema";
import { workingDaysBetween } from "@/domain/applications/clock";
import { wilsonInterval } from "@/domain/matching/observed";
import { addDays } from "@/domain/shared/calendar";
import { readObserved } from "@/server/services/observations/read-observed";
import { refreshObservations } from "@/server/services/observations/refresh-observations";
import { aBank, aProduct, now } from "@/tests/bank-factories";
import { admin, committed, inRollback, poolOf, type Stage } from "@/tests/database";
import { aDecided, aDecision, aFirmOf, type Decided } from "@/tests/observed-factories";
import { holding, untilWaiting } from "@/tests/waiting";

const worker = (stage: Stage, at = now) => ({ db: stage.as("worker", ""), now: at });
const microMaker = { industrySection: "C", size: "micro" } as const;

/** Twelve firms and their decided applications, each a working day slower than the one before. */
async function twelveDecided(
  tx: Transaction,
  change: (one: Decided, index: number) => Decided | null = (one) => one,
) {
  const bankId = await aBank(tx);
  const productId = await aProduct(tx, bankId);
  const told: (Decided & { applicationId: string })[] = [];
  // Monday 2 March 2026, with no day off until Qingming on 6 April.
  const days = [0, 1, 2, 3, 4, 7, 8, 9, 10, 11, 14, 15].map((after) =>
    addDays("2026-03-02", after),
  );
  for (const [index, decidedOn] of days.entries()) {
    const usual: Decided = {
      bankId,
      productId,
      enterpriseId: await aFirmOf(tx, microMaker),
      submittedOn: "2026-03-02",
      decidedOn,
      isApproved: index < 10,
      ...(index < 10 && {
        loan: {
          on: addDays(decidedOn, 1),
          rate: 300 + 10 * index,
          amount: BigInt(index + 1) * 10_000_000n + 1n,
        },
      }),
    };
    const one = change(usual, index);
    if (one) told.push({ ...one, applicationId: await aDecided(tx, one) });
  }
  return { bankId, productId, told };
}

const withoutLoan = ({ loan: _none, ...one }: Decided) => one;

describe("an edition of what was observed", () => {
  test("by hand: shares, working days and quartiles of twelve firms", () =>
    inRollback(async (stage) => {
      const { productId } = await twelveDecided(stage.admin);
      // All products, this one; each for all firms, their size, and their trade and size.
      expect(await refreshObservations(worker(stage))).toBe(6);
      const rows = await stage.admin
        .select()
        .from(observations)
        .where(eq(observations.productId, productId));
      expect(rows).toHaveLength(3);
      for (const row of rows)
        expect(row).toMatchObject({
          decided: 12,
          enterprises: 12,
          approved: 10,
          // 0 to 11 working days.
          daysMedian: "5.5",
          granted: 10,
          // 300, 310 … 390: at 2.25, 4.5 and 6.75 steps.
          rateLow: 323,
          rateMedian: 345,
          rateHigh: 368,
          // 10, 20 … 100 万元 at the same places, to ten thousand yuan.
          amountLow: 33_000_000n,
          amountMedian: 55_000_000n,
          amountHigh: 78_000_000n,
          from: "2025-11-01",
          to: "2026-10-31",
        });
      const found = await stage
        .as("public", "")
        .transaction((tx) => readObserved(tx, { productIds: [productId], ...microMaker }));
      expect(found.get(productId)).toMatchObject({ cohort: "section_and_size", decided: 12 });
      const { share, interval } = found.get(productId)!;
      expect(share).toBeCloseTo(0.8333, 4);
      // By the quadratic of Wilson: |10/12 − p| = 1.96 √(p(1 − p)/12).
      expect(interval.low).toBeCloseTo(0.552, 3);
      expect(interval.high).toBeCloseTo(0.953, 3);
    }));

  test("a firm of another kind is told of the next wider cohort, and of none where there is none", () =>
    inRollback(async (stage) => {
      const { productId } = await twelveDecided(stage.admin);
      const other = await aProduct(stage.admin, await aBank(stage.admin));
      await refreshObservations(worker(stage));
      const cohortOf = async (firm: Parameters<typeof readObserved>[1]) =>
        (await readObserved(stage.admin, firm)).get(firm.productIds[0]!)?.cohort;
      const of = { productIds: [productId] };
      expect(await cohortOf({ ...of, industrySection: "A", size: "micro" })).toBe("size");
      expect(await cohortOf({ ...of, industrySection: null, size: "micro" })).toBe("size");
      expect(await cohortOf({ ...of, industrySection: "C", size: "large" })).toBe("all");
      expect(await cohortOf({ ...of, industrySection: "C", size: null })).toBe("all");
      expect(await cohortOf({ ...microMaker, productIds: [other] })).toBeUndefined();
      expect((await readObserved(stage.admin, { ...microMaker, productIds: [] })).size).toBe(0);
    }));

  test("nine firms make no row, however often they applied", () =>
    inRollback(async (stage) => {
      const { told } = await twelveDecided(stage.admin, (one, index) => (index < 3 ? null : one));
      for (const one of told) await aDecided(stage.admin, { ...one, isApproved: false });
      expect(await refreshObservations(worker(stage))).toBe(0);
    }));

  test("rates and amounts of nine borrowers are not told, the decisions are", () =>
    inRollback(async (stage) => {
      await twelveDecided(stage.admin, (one, index) => (index === 0 ? withoutLoan(one) : one));
      await refreshObservations(worker(stage));
      const rows = await stage.admin.select().from(observations);
      expect(rows).toHaveLength(6);
      for (const row of rows)
        expect(row).toMatchObject({
          decided: 12,
          granted: 0,
          rateMedian: null,
          amountLow: null,
          amountHigh: null,
        });
    }));

  test("what a bank keeps between itself and the firm is not counted", () =>
    inRollback(async (stage) => {
      await twelveDecided(stage.admin, ({ loan, ...one }, index) => ({
        ...one,
        isShared: index !== 0,
        ...(loan && { loan: { ...loan, isReported: index !== 1 } }),
      }));
      await refreshObservations(worker(stage));
      const [row] = await stage.admin.select().from(observations);
      expect(row).toMatchObject({ decided: 11, approved: 9, granted: 0 });
    }));

  test("the first word gives the day and the last one the answer", () =>
    inRollback(async (stage) => {
      const { told, bankId } = await twelveDecided(stage.admin);
      const { applicationId, enterpriseId } = told[0]!;
      await aDecision(stage.admin, {
        applicationId,
        enterpriseId,
        bankId,
        on: "2026-10-30",
        isApproved: false,
      });
      await refreshObservations(worker(stage));
      const [row] = await stage.admin.select().from(observations);
      expect(row).toMatchObject({ decided: 12, approved: 9, daysMedian: "5.5" });
    }));

  test("the running month and what is older than a year are not in it", () =>
    inRollback(async (stage) => {
      const { told } = await twelveDecided(stage.admin);
      for (const decidedOn of ["2025-10-31", "2026-11-01"])
        await aDecided(stage.admin, { ...told[0]!, submittedOn: "2025-10-30", decidedOn });
      await refreshObservations(worker(stage));
      const [row] = await stage.admin.select().from(observations);
      expect(row).toMatchObject({ decided: 12 });
      await aDecided(stage.admin, {
        ...told[0]!,
        submittedOn: "2025-10-30",
        decidedOn: "2025-11-01",
      });
      // The same months stand as they are, until it is said that they were reported anew.
      expect(await refreshObservations(worker(stage))).toBeNull();
      expect(await refreshObservations(worker(stage), { isAgain: true })).toBe(6);
      expect((await stage.admin.select().from(observations))[0]).toMatchObject({ decided: 13 });
      // With the next month the edition is another by itself.
      const nextMonth = new Date("2026-12-01T00:00:00Z");
      expect(await refreshObservations(worker(stage, nextMonth))).toBe(6);
      expect((await stage.admin.select().from(observations))[0]).toMatchObject({
        to: "2026-11-30",
      });
    }));
});

type Story = { firm: number; product: number; on: number; wait: number; outcome: number };
const stories = fc.array(
  fc.record({
    firm: fc.integer({ min: 0, max: 39 }),
    product: fc.integer({ min: 0, max: 1 }),
    /** Days after 15 October 2025: some before the year, some after it. */
    on: fc.integer({ min: 0, max: 400 }),
    wait: fc.integer({ min: 0, max: 60 }),
    outcome: fc.integer({ min: 0, max: 1_000 }),
  }),
  { minLength: 60, maxLength: 120 },
);
const kindsOfFirms = [
  { industrySection: "C", size: "micro" },
  { industrySection: "F", size: "micro" },
  { industrySection: "C", size: "small" },
  { industrySection: null, size: null },
] as const;

const within = (day: string) => day >= "2025-11-01" && day <= "2026-10-31";
const quartile = (of: readonly number[], at: number, step: number) => {
  const sorted = of.toSorted((a, b) => a - b);
  const place = at * (sorted.length - 1);
  const [below, above] = [sorted[Math.floor(place)]!, sorted[Math.ceil(place)]!];
  return Math.floor((below + (above - below) * (place - Math.floor(place))) / step + 0.5) * step;
};

/** Everything over again in TypeScript, from the stories rather than from the tables. */
function recounted(
  told: readonly Decided[],
  firms: ReadonlyMap<string, (typeof kindsOfFirms)[number]>,
  cell: typeof observations.$inferSelect,
) {
  const isIn = ({ productId, enterpriseId }: Decided) => {
    const { industrySection, size } = firms.get(enterpriseId)!;
    return (
      (cell.productId === null || cell.productId === productId) &&
      (cell.size === null || cell.size === size) &&
      (cell.industrySection === null || cell.industrySection === industrySection)
    );
  };
  const decided = told.filter((one) => isIn(one) && within(one.decidedOn));
  const lent = told.flatMap((one) =>
    isIn(one) && one.loan && within(one.loan.on) ? [one.loan] : [],
  );
  const rates = lent.map(({ rate }) => rate);
  const amounts = lent.map(({ amount }) => Number(amount));
  return {
    decided: decided.length,
    enterprises: new Set(decided.map(({ enterpriseId }) => enterpriseId)).size,
    approved: decided.filter(({ isApproved }) => isApproved).length,
    daysMedian: quartile(
      decided.map(({ submittedOn, decidedOn }) => workingDaysBetween(submittedOn, decidedOn)),
      0.5,
      0.5,
    ),
    ...(cell.granted > 0 && {
      granted: lent.length,
      rates: [0.25, 0.5, 0.75].map((at) => quartile(rates, at, 1)),
      amounts: [0.25, 0.5, 0.75].map((at) => BigInt(quartile(amounts, at, 1_000_000))),
    }),
  };
}

test("every number of an edition is what the stories say, whatever they are", async () => {
  let [cells, withLoans] = [0, 0];
  await fc.assert(
    fc.asyncProperty(stories, (made: Story[]) =>
      inRollback(async (stage) => {
        const bankId = await aBank(stage.admin);
        const products = [await aProduct(stage.admin, bankId), await aProduct(stage.admin, bankId)];
        const firms: string[] = [];
        for (let firm = 0; firm < 40; firm += 1)
          firms.push(await aFirmOf(stage.admin, kindsOfFirms[firm % 4]!));
        const told: Decided[] = made.map(({ firm, product, on, wait, outcome }) => {
          const decidedOn = addDays("2025-10-15", on);
          return {
            bankId,
            productId: products[product]!,
            enterpriseId: firms[firm]!,
            submittedOn: addDays(decidedOn, -wait),
            decidedOn,
            isApproved: outcome > 300,
            ...(outcome > 400 && {
              loan: { on: addDays(decidedOn, 3), rate: outcome, amount: BigInt(outcome * 777_777) },
            }),
          };
        });
        for (const one of told) await aDecided(stage.admin, one);
        await refreshObservations(worker(stage));
        const kinds = new Map(firms.map((id, index) => [id, kindsOfFirms[index % 4]!]));
        for (const cell of await stage.admin.select().from(observations)) {
          cells += 1;
          withLoans += cell.granted > 0 ? 1 : 0;
          const { daysMedian, decided, enterprises, approved, granted } = cell;
          expect({
            decided,
            enterprises,
            approved,
            daysMedian: Number(daysMedian),
            ...(granted > 0 && {
              granted,
              rates: [cell.rateLow, cell.rateMedian, cell.rateHigh],
              amounts: [cell.amountLow, cell.amountMedian, cell.amountHigh],
            }),
          }).toEqual(recounted(told, kinds, cell));
        }
      }),
    ),
    { numRuns: 12, seed: 20_261_122 },
  );
  expect(cells).toBeGreaterThan(40);
  expect(withLoans).toBeGreaterThan(20);
}, 120_000);

const countOfRows = async () =>
  Number((await poolOf("public").query("select count(*) from app.observations")).rows[0].count);

describe("who may", () => {
  test("everybody reads them, nobody writes them, and only the worker has them made", async () => {
    for (const persona of ["public", "sme", "bank", "office"] as const) {
      const pool = poolOf(persona);
      await expect(
        pool.query("select gate.refresh_observations('2026-11-20', '{}', true)"),
      ).rejects.toThrow("permission denied");
      await expect(pool.query("delete from app.observations")).rejects.toThrow("permission denied");
      await pool.query("select count(*) from app.observations");
    }
    for (const inner of [
      "gate.observed_facts('2026-01-01', '2026-01-31', '{}')",
      "gate.observed_cells('{}', '{}', '{}', '{}')",
    ])
      await expect(poolOf("worker").query(`select ${inner}`)).rejects.toThrow("permission denied");
  });

  test("a reader sees an edition whole while the next one is made", async () => {
    await twelveDecided(admin());
    const db = committed("worker", "");
    await refreshObservations({ db, now });
    const whole = await countOfRows();
    expect(whole).toBeGreaterThan(0);
    const seen: number[] = [];
    const making = new AbortController();
    const watching = (async () => {
      while (!making.signal.aborted) seen.push(await countOfRows());
    })();
    for (let edition = 0; edition < 20 || seen.length < 6; edition += 1)
      await refreshObservations({ db, now }, { isAgain: true });
    making.abort();
    await watching;
    expect([...new Set(seen)]).toEqual([whole]);
  });
});

test("Wilson's interval holds the share, narrows with n and never leaves 0–1", () => {
  // Brown, Cai and DasGupta: for 0 of 10 the upper bound is z² / (n + z²).
  expect(wilsonInterval(0, 10)).toEqual({ low: 0, high: expect.closeTo(0.2775, 4) });
  expect(wilsonInterval(10, 10)).toEqual({ low: expect.closeTo(0.7225, 4), high: 1 });
  expect(wilsonInterval(0, 0)).toEqual({ low: 0, high: 1 });
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (whole, at) => {
        const part = Math.round(whole * at);
        const { low, high } = wilsonInterval(part, whole);
        const wider = wilsonInterval(part * 2, whole * 2);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(low).toBeLessThanOrEqual(part / whole);
        expect(high).toBeGreaterThanOrEqual(part / whole);
        expect(wider.high - wider.low).toBeLessThan(high - low);
      },
    ),
  );
});

test("what an import brings while an edition is made is in the whole of it or in none", async () => {
  const { bankId, productId } = await twelveDecided(admin());
  const db = committed("worker", "");
  await refreshObservations({ db, now }, { isAgain: true });
  const { making } = await holding(
    "select from app.observations where product_id = $1 for update",
    [productId],
    async () => {
      const made = refreshObservations({ db, now }, { isAgain: true });
      await untilWaiting(1);
      // One firm of another size: what the others are could be subtracted from all of them.
      await aDecided(admin(), {
        bankId,
        productId,
        enterpriseId: await aFirmOf(admin(), { industrySection: "C", size: "small" }),
        submittedOn: "2026-03-02",
        decidedOn: "2026-03-03",
        isApproved: true,
      });
      return { making: made };
    },
  );
  await making;
  const cells = await admin()
    .select({ size: observations.size, decided: observations.decided })
    .from(observations)
    .where(eq(observations.productId, productId));
  expect(cells).toEqual([{ size: null, decided: 13 }]);
});
