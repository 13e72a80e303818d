import { divideRounded } from "@/domain/shared/money";

/** What of a fee its amount follows from. */
export type Charge = {
  timing: "upfront" | "per_period" | "at_end";
  basisPoints?: number | undefined;
  amount?: number | undefined;
};

/**
 * All fees of a loan of the smallest amount over a number of instalments, in fen: fixed amounts weigh
 * most there. Fees that reach the loan itself leave the borrower nothing, and no rate can be told.
 */
export function mostFees(
  { fees, amountMin }: { fees: readonly Charge[]; amountMin: number },
  instalments: number,
): bigint {
  let total = 0n;
  for (const { timing, basisPoints = 0, amount = 0 } of fees) {
    const once = divideRounded(BigInt(amountMin) * BigInt(basisPoints), 10_000n) + BigInt(amount);
    total += timing === "per_period" ? once * BigInt(instalments) : once;
  }
  return total;
}
