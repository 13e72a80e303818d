import type { SizeClass } from "@/domain/enterprises/enterprise";
import type { GuaranteeKind } from "@/domain/products/schema";

/** Single-borrower credit below this many fen (10 million yuan) can be inclusive. */
const inclusiveCreditLimit = 1_000_000_000n;

type Drawdown = {
  /** Whether any connected bank ever lent to the enterprise before. */
  hasPriorLoan: boolean;
  guarantee: GuaranteeKind;
  /** Null while the enterprise's size is unknown. */
  size: SizeClass | null;
  /** What the enterprise owes this bank with the new loan, in fen. */
  creditAtBank: bigint;
};

/**
 * The flags a loan gets once, when it is drawn: 首贷, 信用贷, and 普惠小微 (a small or micro
 * enterprise whose single-borrower credit stays below 10 million yuan; 银保监办发〔2019〕48号).
 */
export function loanFlags({ hasPriorLoan, guarantee, size, creditAtBank }: Drawdown) {
  return {
    isFirstLoan: !hasPriorLoan,
    isCreditLoan: guarantee === "none",
    isInclusive: (size === "small" || size === "micro") && creditAtBank < inclusiveCreditLimit,
  };
}
