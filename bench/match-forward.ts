import type { Bench, BenchLine } from "@/bench/frame/bench";
import { compare } from "@/bench/frame/compare";
import { asOf, firm, predicates, rulesOf } from "@/bench/frame/market";
import { logic, type Peer, rulesEngine } from "@/bench/frame/peers";
import { truthAt, truthsOf } from "@/domain/matching/columnar";
import { columnsOf } from "@/domain/matching/columns";
import { evaluate } from "@/domain/matching/evaluate";

const rounds = 11;
/** Ours takes too little time to be read off a clock once. */
const repeats = 50;

/** One firm against so many products: all verdicts, beside two libraries with the same rules. */
async function* run(): AsyncIterable<BenchLine> {
  for (const size of [60, 500, 5_000]) {
    const rules = rulesOf(size);
    const columns = columnsOf(rules, asOf);
    const truths = truthsOf(columns, firm);
    const eligible = rules.flatMap((_, index) => (truthAt(truths, index) === true ? [index] : []));
    const unknown = truths.filter((_, index) => truthAt(truths, index) === null).length;
    if (rules.some((rule, index) => evaluate(rule, firm, asOf) !== truthAt(truths, index)))
      throw new Error("one by one and all at once judge differently");

    let seen = 0;
    const ours = () => {
      for (let repeat = 0; repeat < repeats; repeat += 1) seen += truthsOf(columns, firm).length;
    };
    const baselines: Peer[] = [
      rulesEngine(rules, firm),
      logic(rules, firm),
      {
        name: "the rules read one by one, here",
        eligible: () =>
          rules.flatMap((rule, index) => (evaluate(rule, firm, asOf) === true ? [index] : [])),
      },
    ];
    for (const { name, eligible: ask } of baselines) {
      const answer = (await ask()).toSorted((a, b) => a - b);
      if (answer.join() !== eligible.join()) throw new Error(`${name} judges differently`);
      const times = await compare(rounds, ours, ask);
      yield {
        bench: "match.forward",
        ours: times.ours / repeats,
        baseline: times.baseline,
        ratio: times.ours / repeats / times.baseline,
        unit: "ms",
        n: size,
        note: `${size} products × ${predicates} predicates, ${eligible.length} eligible, ${unknown} unknown; baseline ${name}, ${name.startsWith("json") ? "two-valued: asked who is eligible, a missing value meeting nothing" : "three-valued"}; ours all three verdicts, rules compiled before, mean of ${repeats}`,
      };
    }
    if (seen === 0) throw new Error("nothing was judged");
  }
}

export const bench: Bench = { name: "match.forward", run };
