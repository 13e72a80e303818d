import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Candidate, rankMatches, scoreOf, yardsticksOf } from "./rank";
import { verdicts } from "./verdict";
import {
  defaultWeights,
  presetOf,
  RankingWeights,
  weightPresetNames,
  weightPresets,
  wholeWeights,
} from "./weights";

const part = fc.integer({ min: 0, max: 100 });
const anyWeights: fc.Arbitrary<RankingWeights> = fc
  .tuple(part, part, part)
  .map(([cost, speed, likelihood]) => wholeWeights({ cost, speed, likelihood }) ?? defaultWeights);
/** Few values, so that ties and equals are met often. */
const anyCandidate: fc.Arbitrary<Candidate> = fc.record({
  id: fc.uuid(),
  code: fc.constantFrom("a", "b", "c"),
  verdict: fc.constantFrom(...verdicts),
  cost: fc.oneof(
    fc.bigInt({ min: 0n, max: 9n }),
    fc.bigInt({ min: 0n, max: 10_000_000_000n }),
    fc.integer({ min: 0, max: 9 }),
    fc.constant(null),
  ),
  days: fc.option(fc.integer({ min: 0, max: 300 }).map((tenths) => tenths / 10)),
  share: fc.option(
    fc.tuple(fc.nat(40), fc.integer({ min: 40, max: 400 })).map(([of, all]) => of / all),
  ),
});
const anyCandidates = fc.uniqueArray(anyCandidate, {
  selector: ({ id }) => id,
  minLength: 1,
  maxLength: 25,
});
const one = (over: Partial<Candidate>): Candidate => ({
  id: "1",
  code: "a",
  verdict: "eligible",
  cost: 100n,
  days: 5,
  share: 0.5,
  ...over,
});
const better = (a: number | bigint | null, b: number | bigint | null, sign: 1 | -1) =>
  a !== null && b !== null && sign * Number(a > b) - sign * Number(a < b) < 0;
/** What is more is never less afterwards. */
const keeps = (a: number, b: number, x: number, y: number) => a <= b || x >= y;
const inOrder = (candidates: readonly Candidate[], weights: RankingWeights) =>
  rankMatches(candidates, weights).map(({ candidate }) => candidate);
const codes = (candidates: readonly Candidate[], weights: RankingWeights) =>
  inOrder(candidates, weights).map(({ code }) => code);

describe("the order", () => {
  test("is total, has everyone once, and does not depend on the input's", () => {
    fc.assert(
      fc.property(
        anyCandidates.chain((candidates) =>
          fc.tuple(
            fc.constant(candidates),
            fc.shuffledSubarray(candidates, { minLength: candidates.length }),
            anyWeights,
          ),
        ),
        ([candidates, shuffled, weights]) => {
          const ranked = inOrder(candidates, weights);
          expect(inOrder(shuffled, weights)).toEqual(ranked);
          expect(new Set(ranked.map(({ id }) => id)).size).toBe(candidates.length);
          const places = ranked.map(({ verdict }) => verdicts.indexOf(verdict));
          expect(places).toEqual(places.toSorted((a, b) => a - b));
        },
      ),
    );
  });

  test("never puts what is better on every counted side below", () => {
    fc.assert(
      fc.property(anyCandidates, anyWeights, (candidates, weights) => {
        const ranked = inOrder(candidates, weights);
        for (const [index, lower] of ranked.entries())
          for (const upper of ranked.slice(0, index)) {
            if (upper.verdict !== lower.verdict) continue;
            const isBetter =
              lower.cost !== null &&
              (weights.cost === 0 || better(lower.cost, upper.cost, 1)) &&
              (weights.speed === 0 || better(lower.days, upper.days, 1)) &&
              (weights.likelihood === 0 || better(lower.share, upper.share, -1));
            expect(isBetter).toBe(false);
          }
      }),
      { numRuns: 500 },
    );
  });

  test("by cost alone is the order of total cost", () => {
    fc.assert(
      fc.property(anyCandidates, (candidates) => {
        for (const verdict of verdicts) {
          const costs = inOrder(candidates, defaultWeights)
            .filter((candidate) => candidate.verdict === verdict)
            .flatMap(({ cost }) => (cost === null ? [] : [cost]));
          expect(costs).toEqual(costs.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0)));
        }
      }),
    );
  });

  test("keeps fen apart that a share of one would round together", () => {
    const dear = one({ id: "1", code: "a", cost: 9_999_999_999n });
    const cheap = one({ id: "2", code: "b", cost: 9_999_999_998n });
    expect(codes([dear, cheap], defaultWeights)).toEqual(["b", "a"]);
  });

  test("has ties go by cost, then by code", () => {
    const fast = weightPresets.fastest;
    expect(codes([one({ cost: 2n }), one({ id: "2", code: "b", cost: 1n })], fast)).toEqual([
      "b",
      "a",
    ]);
    expect(codes([one({ code: "b" }), one({ id: "2", code: "a" })], fast)).toEqual(["a", "b"]);
  });
});

describe("what was not observed", () => {
  test("stands between the better and the worse half, on either side", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 3, maxLength: 9 }),
        fc.constantFrom("fastest", "likeliest" as const),
        (values, name) => {
          const observed = values.map((value, index) =>
            one({ id: String(index), days: value, share: 1 - value / 100, cost: 100n }),
          );
          const nobody = one({ id: "nobody", days: null, share: null, cost: 100n });
          const ranked = inOrder([...observed, nobody], weightPresets[name]);
          const place = ranked.findIndex(({ id }) => id === "nobody");
          const sorted = values.toSorted((a, b) => a - b);
          const median = sorted[(sorted.length - 1) >> 1]!;
          const worse = sorted[sorted.length >> 1]!;
          for (const { days } of ranked.slice(0, place)) expect(days).toBeLessThanOrEqual(worse);
          for (const { days } of ranked.slice(place + 1))
            expect(days).toBeGreaterThanOrEqual(median);
        },
      ),
    );
  });

  test("of anyone says the same of everyone", () => {
    const unseen = [one({ cost: 2n, days: null }), one({ id: "2", code: "b", days: null })];
    const by = yardsticksOf(unseen);
    expect(new Set(unseen.map((each) => scoreOf(each, weightPresets.fastest, by).total)).size).toBe(
      1,
    );
    expect(codes(unseen, weightPresets.fastest)).toEqual(["a", "b"]);
  });

  test("a price that is none comes after every price, whatever counts", () => {
    const none = one({ id: "2", code: "none", cost: null, days: 1, share: 1 });
    for (const name of weightPresetNames)
      expect(
        codes([none, one({ cost: 9_000_000_000n, days: 60, share: 0 })], weightPresets[name]),
      ).toEqual(["a", "none"]);
  });
});

describe("a score", () => {
  test("is 1 for the best and 1/2 for what loses by as much as the typical candidate costs", () => {
    const candidates = [
      one({ cost: 100n }),
      one({ id: "2", cost: 200n }),
      one({ id: "3", cost: 300n }),
    ];
    const by = yardsticksOf(candidates);
    const scores = candidates.map((each) => scoreOf(each, defaultWeights, by).cost);
    expect(scores).toEqual([1, 200 / 300, 0.5]);
  });

  test("of a free loan or a decision on the day divides by nothing", () => {
    const free = one({ cost: 0n, days: 0, share: 0 });
    const score = scoreOf(free, weightPresets.balanced, yardsticksOf([free]));
    expect(score).toEqual({ cost: 1, speed: 1, likelihood: 1, total: 1 });
  });

  test("is not moved by what has another verdict", () => {
    const mine = [one({}), one({ id: "2", cost: 300n, days: 1 })];
    const far = one({ id: "3", verdict: "not_eligible", cost: 1n, days: 0, share: 1 });
    const weights = weightPresets.balanced;
    expect(rankMatches([...mine, far], weights).slice(0, 2)).toEqual(rankMatches(mine, weights));
  });
});

describe("weights", () => {
  test("of any proportions make a whole of 100 that keeps their order", () => {
    fc.assert(
      fc.property(part, part, part, (cost, speed, likelihood) => {
        const weights = wholeWeights({ cost, speed, likelihood });
        const whole = weights ?? defaultWeights;
        expect(weights === null).toBe(cost + speed + likelihood === 0);
        expect(RankingWeights.safeParse(whole).success).toBe(true);
        expect(weights === null || keeps(cost, speed, whole.cost, whole.speed)).toBe(true);
        expect(weights === null || keeps(likelihood, speed, whole.likelihood, whole.speed)).toBe(
          true,
        );
      }),
    );
    expect(wholeWeights({ cost: 1, speed: 1, likelihood: 1 })).toEqual({
      cost: 34,
      speed: 33,
      likelihood: 33,
    });
  });

  test("know their preset, and what is not a whole is refused", () => {
    for (const name of weightPresetNames) expect(presetOf(weightPresets[name])).toBe(name);
    expect(presetOf({ cost: 99, speed: 1, likelihood: 0 })).toBeNull();
    expect(RankingWeights.safeParse({ cost: 50, speed: 50, likelihood: 1 }).success).toBe(false);
    expect(RankingWeights.safeParse({ cost: 101, speed: -1, likelihood: 0 }).success).toBe(false);
  });
});
