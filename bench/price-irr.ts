import type { Bench, BenchLine } from "@/bench/frame/bench";
import { compare } from "@/bench/frame/compare";
import { annualRate, type CashFlow } from "@/domain/loans/annual-rate";
import { scheduleOf } from "@/domain/loans/schedule";

const repeats = 500;

/** Newton's method as it stands in textbooks: every power anew, from a guess, until it is near. */
function textbook(flows: readonly CashFlow[]): string {
  let rate = 0.01;
  for (let step = 0; step < 100; step += 1) {
    let value = 0;
    let slope = 0;
    for (const { at, amount } of flows) {
      value += amount / (1 + rate) ** at;
      slope -= (at * amount) / (1 + rate) ** (at + 1);
    }
    const next = rate - value / slope;
    if (Math.abs(next - rate) < 1e-12) break;
    rate = next;
  }
  return ((1 + rate) ** 12 - 1).toFixed(6);
}

/** The annual rate of a whole schedule, with the proof that there is only one. */
async function* run(): AsyncIterable<BenchLine> {
  for (const months of [12, 60, 360]) {
    const principal = 50_000_000n;
    const rows = scheduleOf({
      principal,
      months,
      rate: 360,
      repaymentKind: "equal_instalments",
      startOn: "2026-11-20",
    });
    const flows = [
      { at: 0, amount: -Number(principal) },
      ...rows.map(({ at, payment }) => ({ at, amount: Number(payment) })),
    ];
    const found = annualRate(flows);
    if (found.kind !== "rate" || found.rate !== textbook(flows))
      throw new Error("ours and the textbook's rate differ");
    const times = await compare(
      15,
      () => {
        for (let n = 0; n < repeats; n++) annualRate(flows);
      },
      () => {
        for (let n = 0; n < repeats; n++) textbook(flows);
      },
    );
    yield {
      bench: "price.irr",
      ours: (times.ours * 1000) / repeats,
      baseline: (times.baseline * 1000) / repeats,
      ratio: times.ratio,
      unit: "µs",
      n: months,
      note: `${months} monthly instalments; baseline Newton's method from a guess, all powers anew`,
    };
  }
}

export const bench: Bench = { name: "price.irr", run };
