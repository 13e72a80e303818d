import type { SizeClass } from "@/domain/enterprises/enterprise";
import { sectionOf } from "@/domain/enterprises/industry";
import type { GuaranteeKind, ProductKind } from "@/domain/products/schema";

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
  product: ProductKind;
  termMonths: number;
  /** GB/T 4754-2017; null while it is unknown. */
  industry: string | null;
};

/** Loans of more than a year are medium and long term (中长期贷款). */
const longestShortTerm = 12;

/**
 * The flags a loan gets once, when it is drawn: 首贷, 信用贷, 普惠小微 (a small or micro
 * enterprise whose single-borrower credit stays below 10 million yuan; 银保监办发〔2019〕48号),
 * 无还本续贷 (of a renewal product), 中长期, 制造业 (section C; null while the industry is unknown).
 */
export function loanFlags(drawdown: Drawdown) {
  const { hasPriorLoan, guarantee, size, creditAtBank, product, termMonths, industry } = drawdown;
  const section = industry === null ? null : sectionOf(industry);
  return {
    isFirstLoan: !hasPriorLoan,
    isCreditLoan: guarantee === "none",
    isInclusive: (size === "small" || size === "micro") && creditAtBank < inclusiveCreditLimit,
    isRenewal: product === "renewal",
    isLongTerm: termMonths > longestShortTerm,
    isManufacturing: section === null ? null : section === "C",
  };
}
