import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import type { Transaction } from "@/db/client";
import { observations } from "@/db/schema";
import { sizeClassOf } from "@/domain/enterprises/size";
import { wilsonInterval } from "@/domain/matching/observed";
import { applicationsOf } from "@/packages/sandbox/banks/applications";
import { parseMonth } from "@/packages/sandbox/city/calendar";
import { conditionOf } from "@/packages/sandbox/city/condition";
import { enterpriseAt } from "@/packages/sandbox/city/enterprise";
import { refreshObservations } from "@/server/services/observations/refresh-observations";
import { inRollback } from "@/tests/database";

const city = { seed: 20_261_101, enterprises: 3000, month: parseMonth("2026-10") };

/** The demo city's two years, without the network: what its banks report, as rows. */
async function tellHistory(tx: Transaction) {
  const told = Array.from({ length: city.enterprises }, (_, index) => {
    const firm = enterpriseAt(city, index);
    const industry = firm.industry.code;
    const size = sizeClassOf(industry, {
      employees: firm.employees,
      revenue: null,
      assets: null,
    });
    return applicationsOf(city, firm, conditionOf(city, firm)).map((application) => ({
      ...application,
      industry,
      size,
    }));
  })
    .flat()
    .filter(({ submittedOn }) => submittedOn >= "2024-11-01");
  await tx.execute(sql`create temporary table told on commit drop as select * from jsonb_to_recordset(${JSON.stringify(told)}::jsonb) as told ("bankCode" text, reference text, uscc text,
    "productCode" text, industry text, size text, amount bigint, "termMonths" int, "submittedOn" date, "decidedOn" date,
    decision text, "annualRateBp" int, "offeredAmount" bigint, "disbursedOn" date)`);
  for (const statement of [
    sql`insert into app.banks (code, uscc, name, name_en, kind)
      select distinct "bankCode", "bankCode", "bankCode", "bankCode", 'city' from told`,
    sql`insert into app.products (bank_id, code, status, published_at)
      select banks.id, "productCode", 'published', clock_timestamp()
      from (select distinct "bankCode", "productCode" from told) as own join app.banks on banks.code = "bankCode"`,
    sql`insert into app.product_versions (product_id, version, content) select id, 1, '{}' from app.products on conflict do nothing`,
    sql`insert into app.enterprises (uscc, name, legal_representative, industry, size, as_of)
      select uscc, uscc, 'Li', industry, size, clock_timestamp() from (select distinct uscc, industry, size from told) as own`,
    sql`insert into app.applications (enterprise_id, bank_id, product_id, product_version, bank_reference, amount, term_months,
        status, origin, submitted_at, decline_reasons, updated_at)
      select enterprises.id, banks.id, products.id, 1, reference, amount, "termMonths",
        case decision when 'offered' then 'refused' else decision end, 'imported',
        "submittedOn"::timestamp at time zone 'Asia/Shanghai', array['R301'], clock_timestamp()
      from told join app.banks on banks.code = "bankCode" join app.enterprises on enterprises.uscc = told.uscc
        join app.products on products.code = "productCode" and products.bank_id = banks.id`,
    sql`insert into app.outcomes (bank_id, reference, kind, application_id, enterprise_id, detail, "on", origin, channel, recorded_at)
      select bank_id, reference || '/decision', 'decision', applications.id, enterprise_id, decision, "decidedOn", 'imported', 'api', clock_timestamp()
      from told join app.banks on banks.code = "bankCode"
        join app.applications on applications.bank_id = banks.id and bank_reference = reference
      where "decidedOn" is not null`,
    sql`insert into app.loans (application_id, enterprise_id, bank_id, product_id, bank_reference, principal, balance, nominal_rate,
        annual_rate, term_months, repayment, guarantee, disbursed_on, matures_on, is_first_loan, is_credit_loan, is_inclusive, origin)
      select applications.id, enterprise_id, banks.id, product_id, reference, "offeredAmount", "offeredAmount", "annualRateBp",
        "annualRateBp" / 10000.0, "termMonths", 'bullet', 'none', "disbursedOn", "disbursedOn" + 365, false, true, true, 'imported'
      from told join app.banks on banks.code = "bankCode"
        join app.applications on applications.bank_id = banks.id and bank_reference = reference
      where "disbursedOn" is not null and "annualRateBp" is not null`,
  ])
    await tx.execute(statement);
  return told.length;
}

type Edition = (typeof observations.$inferSelect)[];
type Said = (part: number, whole: number) => { low: number; high: number };
const keyOf = ({ productId, industrySection, size }: Edition[number]) =>
  [productId, industrySection, size].join("/");

/** The cells of an edition, each with what became of the same kind of application a year later. */
function withLater(before: Edition, after: Edition) {
  const byKey = new Map(after.map((cell) => [keyOf(cell), cell]));
  return before.flatMap((cell) => {
    const came = byKey.get(keyOf(cell));
    return came ? [{ cell, later: came }] : [];
  });
}
type Pairs = ReturnType<typeof withLater>;

/** The share of cells whose later share lies in the interval, widened by its own sampling error. */
function coverage(pairs: Pairs, said: Said): number {
  const within = pairs.filter(({ cell, later }) => {
    const { low, high } = said(cell.approved, cell.decided);
    const [share, came] = [cell.approved / cell.decided, later.approved / later.decided];
    const sampling = 1.96 * Math.sqrt((share * (1 - share)) / later.decided);
    return came >= low - sampling && came <= high + sampling;
  });
  return within.length / pairs.length;
}

/** Brier's score of saying `said` for every later application of the cells. */
function brier(pairs: Pairs, said: (cell: Edition[number]) => number): number {
  let [score, decided] = [0, 0];
  for (const { cell, later } of pairs) {
    score +=
      later.approved * (1 - said(cell)) ** 2 + (later.decided - later.approved) * said(cell) ** 2;
    decided += later.decided;
  }
  return score / decided;
}

/** Controls: an interval beside the share, and one that is right for somebody else. */
const beside: Said = (part, whole) => {
  const { low, high } = wilsonInterval(part, whole);
  return { low: high, high: high + (high - low) };
};
const turned: Said = (part, whole) => wilsonInterval(whole - part, whole);

test("a year later the shares lie where the estimates of the year before said", () =>
  inRollback(async (stage) => {
    expect(await tellHistory(stage.admin)).toBeGreaterThan(6500);
    const editionOf = async (now: string) => {
      await refreshObservations({ db: stage.as("worker", ""), now: new Date(now) });
      return stage.admin.select().from(observations);
    };
    const before = await editionOf("2025-11-10T00:00:00Z");
    const after = await editionOf("2026-11-10T00:00:00Z");
    expect([before[0]?.to, after[0]?.from]).toEqual(["2025-10-31", "2025-11-01"]);

    const pairs = withLater(before, after);
    expect(pairs.length).toBeGreaterThan(100);
    expect(coverage(pairs, wilsonInterval)).toBeGreaterThanOrEqual(0.85);
    const similar = pairs.filter(({ cell }) => cell.productId === null);
    expect(similar.length).toBeGreaterThan(15);
    expect(coverage(similar, wilsonInterval)).toBeGreaterThanOrEqual(0.85);
    expect(coverage(pairs, beside)).toBeLessThan(0.85);
    expect(coverage(pairs, turned)).toBeLessThan(0.85);

    // What was seen of a product says more of its next applications than what was seen of all.
    const ofProducts = pairs.filter(({ cell }) => cell.productId !== null && cell.size === null);
    const [all] = before.filter((cell) => keyOf(cell) === "//");
    const overall = all!.approved / all!.decided;
    const seen = brier(ofProducts, ({ approved, decided }) => approved / decided);
    expect(seen).toBeLessThan(brier(ofProducts, () => overall));
    expect(seen).toBeLessThan(0.25);
  }));
