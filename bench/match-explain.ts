import type { Bench, BenchLine } from "@/bench/frame/bench";
import { compare } from "@/bench/frame/compare";
import { firm, predicates, productOf, rulesOf } from "@/bench/frame/market";
import { compiledRules, explain, judgeAll, type MatchInput } from "@/domain/matching/match";

const rounds = 11;
/** A page shows twenty; five of them. */
const shown = 100;
const month = "2026-10";

/** One firm against so many products, ranked, priced and explained. */
async function* run(): AsyncIterable<BenchLine> {
  for (const size of [60, 500, 5_000]) {
    const products = rulesOf(size).map(productOf);
    const contents = new Map(products.map(({ id, content }) => [id, content]));
    const input: MatchInput = {
      facts: firm,
      granted: new Set<string>(),
      need: { amount: 50_000_000n, months: 12, repaymentKind: null },
      products,
      on: "2026-11-20",
      month,
      rules: compiledRules(products, month),
    };
    const explained = (judged: ReturnType<typeof judgeAll>) =>
      judged.map((one) => {
        const content = contents.get(one.productId);
        return content && explain(one, content, input);
      });
    const firstRefused = () =>
      judgeAll(input)
        .filter(({ verdict }) => verdict === "not_eligible")
        .slice(0, shown);
    const page = explained(firstRefused());
    const changes = page.filter((one) => one?.rules.counterfactual).length;
    let seen = 0;
    const times = await compare(
      rounds,
      () => (seen += explained(firstRefused()).length),
      () => (seen += explained(judgeAll(input)).length),
    );
    const line = { bench: "match.explain", baseline: null, ratio: null, unit: "ms", n: size };
    yield {
      ...line,
      ours: times.ours,
      note: `${size} products × ${predicates} predicates judged and ranked, the first 100 priced to the fen; reasons and changes of the first ${page.length} refused, ${changes} of which can change`,
    };
    yield {
      ...line,
      ours: times.baseline,
      note: `the same with reasons, changes, what would settle it and the price to the fen of all ${size}`,
    };
    if (seen === 0) throw new Error("nothing was judged");
  }
}

export const bench: Bench = { name: "match.explain", run };
