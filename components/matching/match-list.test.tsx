import { describe, expect, test } from "vitest";
import { locales, type Locale } from "@/components/messages/locales";
import { cohortKinds } from "@/domain/matching/observed";
import { type MatchView, replayOutcomes, type ReplayView } from "@/domain/matching/views";
import { verdicts } from "@/domain/matching/verdict";
import { defaultWeights, weightPresetNames, weightPresets } from "@/domain/matching/weights";
import { productContent } from "@/tests/bank-factories";
import { drawerOf } from "@/tests/drawing";
import { CompareTable } from "./compare-table";
import { MatchList } from "./match-list";
import { ReplayProof } from "./replay-proof";
import { RunList } from "./run-list";
import { WeightsForm } from "./weights-form";

const draw = drawerOf([
  "calculator",
  "common",
  "matching",
  "needs",
  "products",
  "sources",
  "states",
]);

const uuid = (n: number) => `0d1f5a0c-3a6a-4a55-8c7a-0f3d3a1f000${n}`;
const fen = (value: bigint) => ({ unit: "fen", value }) as const;
const failed = {
  key: "condition.gte.failed",
  params: { fact: "tax_revenue_12m", value: fen(1n), threshold: fen(200_000_000n) },
};
const raise = {
  key: "change.raise.now",
  params: { fact: "tax_revenue_12m", from: fen(1n), to: fen(200_000_000n) },
};
const seen: NonNullable<MatchView["observed"]> = {
  cohort: "section_and_size",
  decided: 48,
  enterprises: 31,
  approved: 30,
  share: 0.625,
  interval: { low: 0.4836, high: 0.7478 },
  daysMedian: 3.5,
  granted: 22,
  rateMedian: 410,
  rateLow: 360,
  rateHigh: 460,
  from: "2025-11-01",
  to: "2026-10-31",
};
const match = (n: number, over: Partial<MatchView> = {}): MatchView => ({
  id: uuid(n),
  bankId: uuid(9),
  version: 1,
  publishedAt: null,
  bank: { code: "riverside", name: "江畔银行", nameEn: "Riverside Bank" },
  content: { ...productContent, name: { zh: `产品${n}`, en: `Product ${n}` } },
  verdict: "eligible",
  rank: n,
  score: { cost: 0.8234, speed: 1, likelihood: 0.5, total: 0.8234 },
  observed: seen,
  price: {
    repaymentKind: "equal_instalments",
    isPreferredKind: true,
    nominalFrom: 330,
    nominalTo: 490,
    annualFrom: "0.039100",
    annualTo: "0.055200",
    totalCost: 1_234_567n,
    totalInterest: 1_084_567n,
    totalFees: 150_000n,
    firstDue: 4_264_321n,
  },
  reasons: [],
  changes: [],
  settling: null,
  settlingItems: [],
  checklist: [],
  ...over,
});
const refused = match(3, {
  verdict: "not_eligible",
  observed: null,
  reasons: [failed],
  changes: [raise],
  checklist: [
    {
      outcome: "failed",
      sentence: failed,
      asOf: "2026-10",
      coverage: { present: 9, expected: 12 },
      isDisputed: false,
      change: raise,
      settledBy: null,
    },
  ],
});
const unknown = match(2, {
  verdict: "unknown",
  settling: {
    key: "settle.allow",
    params: { count: 1, scopes: { unit: "set", value: ["tax_declarations:indicator"] } },
  },
  settlingItems: ["tax_declarations"],
});
const need = {
  id: uuid(7),
  enterpriseId: uuid(8),
  amount: 50_000_000n,
  termMonths: 12,
  purpose: "wages",
  purposeText: null,
  repayment: null,
  guarantee: null,
  status: "matched",
  createdAt: new Date("2026-11-20T02:00:00Z"),
} as const;
const list = {
  need,
  weights: defaultWeights,
  counts: { eligible: 31, unknown: 1, not_eligible: 1 },
  matches: [match(1), unknown, refused],
  compared: [],
  consent: null,
  withheld: null,
  month: "2026-10",
};
const address = { weights: null, verdict: null, page: 1, compare: [] };
const form = (locale: Locale, weights: typeof defaultWeights) =>
  draw(locale, <WeightsForm needId={need.id} weights={weights} address={address} />);
const inList = { taken: [], canApply: false };

describe.each(locales)("in %s", (locale) => {
  test("every verdict is shown with its count, its reasons and the way on", () => {
    const drawn = draw(locale, <MatchList list={list} address={address} {...inList} />);
    expect(drawn.match(/<article/g)).toHaveLength(3);
    // The rest of a list that is longer, and the item that would settle what is not known.
    expect(drawn).toContain(`/sme/needs/${need.id}?verdict=eligible`);
    expect(drawn).toContain(`/sme/consents/matching?items=tax_declarations`);
    // The annual rate comes before the cost.
    const at = (value: string) => drawn.indexOf(`value="${value}"`);
    expect(at("0.039100")).toBeGreaterThan(0);
    expect(at("0.039100")).toBeLessThan(at("1234567"));
    // Approved share, its interval, the days observed beside those promised.
    for (const value of ["0.625", "0.4836", "0.7478", "410"]) expect(at(value)).toBeGreaterThan(0);
    expect(drawn).toContain("3.5");
  });

  test("one verdict alone has pages, and an empty one says so", () => {
    const only = { ...address, verdict: "eligible" as const };
    const drawn = draw(locale, <MatchList list={list} address={only} {...inList} />);
    expect(drawn.match(/<article/g)).toHaveLength(1);
    expect(drawn).toContain("verdict=eligible&amp;page=2");
    const counts = { eligible: 0, unknown: 0, not_eligible: 0 };
    const empty = { ...list, matches: [], counts };
    for (const verdict of verdicts)
      expect(
        draw(locale, <MatchList list={empty} address={{ ...address, verdict }} {...inList} />),
      ).not.toContain("<article");
  });

  test("costs are in yuan to the fen, so that cards can be compared", () => {
    const drawn = draw(locale, <MatchList list={list} address={address} {...inList} />);
    for (const [value, shown] of [
      ["1234567", "12,345.67"],
      ["4264321", "42,643.21"],
    ])
      expect(drawn).toMatch(new RegExp(`value="${value}"[^>]*>[^<]*${shown}`));
  });

  test("where nothing has a price there is nothing to compare", () => {
    const drawn = [[refused, match(1)], [{ ...refused, price: null }]].map((matches) =>
      draw(locale, <MatchList list={{ ...list, matches }} address={address} {...inList} />),
    );
    expect(drawn[0]).toContain('id="compare"');
    expect(drawn[1]).not.toContain('id="compare"');
  });

  test("four beside each other, observed or not", () => {
    for (const cohort of cohortKinds) {
      const observed = { ...seen, cohort, rateMedian: null, daysMedian: null };
      const four = [match(1), unknown, refused, match(4, { observed })];
      expect(draw(locale, <CompareTable matches={four} />)).toContain('scope="col"');
    }
  });

  test("the order is a form without a script, and says which preset it is", () => {
    for (const name of weightPresetNames) {
      const drawn = form(locale, weightPresets[name]);
      expect(drawn.match(/aria-current="true"/g)).toHaveLength(1);
      expect(drawn).toContain(`action="/sme/needs/${need.id}"`);
    }
    const own = form(locale, { cost: 34, speed: 33, likelihood: 33 });
    expect(own).not.toContain("aria-current");
    expect(own).toContain('name="likelihood"');
  });

  test("a run and every outcome of its replay", () => {
    const run = {
      id: uuid(5),
      needId: need.id,
      at: new Date("2026-11-20T02:00:00Z"),
      on: "2026-11-20",
      month: "2026-10",
      amount: 50_000_000n,
      termMonths: 12,
      weights: { cost: 34, speed: 33, likelihood: 33 },
      engine: 1,
      counts: list.counts,
      readUnderConsent: true,
      inputsHash: "a".repeat(64),
      resultHash: "b".repeat(64),
    };
    expect(draw(locale, <RunList runs={[run]} />)).toContain(`/runs/${run.id}`);
    const result = {
      rank: 1,
      productId: uuid(1),
      version: 3,
      bank: match(1).bank,
      name: productContent.name,
      verdict: "not_eligible",
      annualRate: null,
      totalCost: null,
      reason: failed,
    } as const;
    for (const outcome of replayOutcomes) {
      const replay: ReplayView = {
        run,
        outcome,
        isSame: outcome === "same",
        engine: 2,
        isEngineChanged: true,
        inputsHash: null,
        resultHash: null,
        results: [result],
      };
      expect(draw(locale, <ReplayProof replay={replay} />)).toContain(run.resultHash);
    }
  });
});
