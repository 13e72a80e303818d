import { expect, test } from "vitest";
import { audienceBands, audienceBudget } from "@/domain/audience/schema";
import { amountBandNames, isAmong, termBandNames } from "@/domain/products/facets";
import { poolOf } from "@/tests/database";
import { productContent } from "@/tests/bank-factories";

const admin = poolOf("admin");
const bank = { code: "b", name: "b", nameEn: "b" };

async function toldOf(need: { amount: number; term_months: number }) {
  const { rows } = await admin.query<{ bands: { amount: string; term: string } }>(
    "select gate.need_bands(jsonb_populate_record(null::app.needs, $1)) as bands",
    [need],
  );
  return rows[0]!.bands;
}

test("a need put before the banks is in the band that the supermarket would look for it in", async () => {
  const edges = [50_000_000, 100_000_000, 500_000_000];
  const amounts = edges.flatMap((edge) => [edge - 1, edge, edge + 1]);
  for (const amount of [1_000_000, ...amounts, 10_000_000_000]) {
    const content = { ...productContent, amountMin: amount, amountMax: amount };
    const sought = amountBandNames.filter((band) => isAmong({ content, bank }, { amount: band }));
    expect([amount, sought]).toEqual([amount, [(await toldOf({ amount, term_months: 1 })).amount]]);
  }
  for (let term = 1; term <= 360; term += 1) {
    const content = { ...productContent, termMin: term, termMax: term };
    const sought = termBandNames.filter((band) => isAmong({ content, bank }, { term: band }));
    const { term: said } = await toldOf({ amount: 1_000_000, term_months: term });
    expect([term, sought]).toEqual([term, [said]]);
  }
});

test("an audience's bands are what their names say, and a day has as many questions as a bank is told", async () => {
  for (const [place, name] of audienceBands.entries()) {
    const [from = "", to = ""] = name === "under_10" ? ["-80", "10"] : name.split("_");
    const ends = [Number(from), to === "" ? 9_007_199_254_740_991 : Number(to) - 1];
    const { rows } = await admin.query<{ band: string }>(
      "select gate.audience_band(enterprises) as band from unnest($1::bigint[]) as enterprises",
      [ends],
    );
    expect([place, ...rows.map(({ band }) => band)]).toEqual([place, name, name]);
  }
  const { rows } = await admin.query<{ budget: number }>("select gate.audience_budget() as budget");
  expect(rows[0]!.budget).toBe(audienceBudget);
});
