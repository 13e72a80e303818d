import type { Bench, BenchLine } from "@/bench/frame/bench";
import { compare } from "@/bench/frame/compare";
import { repaymentKinds } from "@/domain/products/kinds";
import { scheduleOf } from "@/domain/loans/schedule";

/** As many that the first round, which does not count, has warmed everything up. */
const repeats = 500;
const principal = 50_000_000;
const rate = 360;

/** The same table in floating point, rounded to the fen, without dates that fall on real days. */
function inFloats(months: number) {
  const monthly = rate / 10_000 / 12;
  const payment = Math.round((principal * monthly) / (1 - (1 + monthly) ** -months));
  let balance = principal;
  return Array.from({ length: months }, (_, index) => {
    const interest = Math.round(balance * monthly);
    const repaid = index === months - 1 ? balance : payment - interest;
    balance -= repaid;
    return {
      number: index + 1,
      dueOn: new Date(Date.UTC(2026, 11 + index, 20)).toISOString().slice(0, 10),
      principal: repaid,
      interest,
      payment: repaid + interest,
      balance,
    };
  });
}

/** An exact schedule, every kind of repayment, against the float arithmetic that most calculators do. */
async function* run(): AsyncIterable<BenchLine> {
  for (const months of [12, 360])
    for (const repaymentKind of months === 360
      ? repaymentKinds
      : (["equal_instalments"] as const)) {
      const terms = {
        principal: BigInt(principal),
        months,
        rate,
        repaymentKind,
        startOn: "2026-11-20",
      };
      let rows = 0;
      const times = await compare(
        11,
        () => {
          for (let n = 0; n < repeats; n++) rows += scheduleOf(terms).length;
        },
        () => {
          for (let n = 0; n < repeats; n++) rows += inFloats(months).length;
        },
      );
      if (rows === 0) throw new Error("no schedule was made");
      const isSame = repaymentKind === "equal_instalments";
      yield {
        bench: "price.schedule",
        ours: (times.ours * 1000) / repeats,
        baseline: isSame ? (times.baseline * 1000) / repeats : null,
        ratio: isSame ? times.ratio : null,
        unit: "µs",
        n: months,
        note: `${repaymentKind}, ${months} months${isSame ? "; baseline the same in floating point" : ""}`,
      };
    }
}

export const bench: Bench = { name: "price.schedule", run };
