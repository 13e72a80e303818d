import { amountText } from "@/components/format/parse-amount";
import { percentText } from "@/components/bank/rule-builder/condition-value";
import { groupOfRule } from "@/components/bank/rule-builder/rule-nodes";
import type { GroupNode } from "@/components/bank/rule-builder/rule-tree";
import type { ProductDraft } from "@/domain/products/draft";
import type { FeeTiming, RepaymentKind } from "@/domain/products/schema";

export type FeeForm = {
  key: string;
  nameZh: string;
  nameEn: string;
  timing: FeeTiming;
  /** Percent of the principal, and yuan; either or both. */
  share: string;
  amount: string;
};
export type MaterialForm = { key: string; zh: string; en: string };
export type ItemForm = {
  key: string;
  /** `item:granularity`. */
  scope: string;
  whyZh: string;
  whyEn: string;
  isRequired: boolean;
};

/** A product as it is typed: numbers are texts until they are read, so that nothing typed is lost. */
export type ProductForm = {
  code: string;
  nameZh: string;
  nameEn: string;
  summaryZh: string;
  summaryEn: string;
  kind: string;
  guarantee: string;
  isFirstLoan: boolean;
  isPolicy: boolean;
  /** 万元. */
  amountMin: string;
  amountMax: string;
  /** Whole months. */
  termMin: string;
  termMax: string;
  repaymentKinds: readonly RepaymentKind[];
  lprTenor: string;
  /** Basis points. */
  spreadMin: string;
  spreadMax: string;
  fees: readonly FeeForm[];
  dayCount: string;
  rounding: string;
  /** Whole months at the start. */
  gracePrincipal: string;
  graceInterest: string;
  graceInterestFree: string;
  dueDay: string;
  /** Yuan. */
  instalmentMultiple: string;
  /** `allowed` or `not_allowed`; empty: nothing is said of paying early. */
  prepayment: string;
  /** Percent of what is paid early. */
  prepaymentFee: string;
  /** Whole months. */
  prepaymentFreeAfter: string;
  isEverywhere: boolean;
  regions: readonly string[];
  validFrom: string;
  validTo: string;
  promisedWorkingDays: string;
  materials: readonly MaterialForm[];
  items: readonly ItemForm[];
  rule: GroupNode;
};

/** The fields that are one text each. */
export type TextField = {
  [K in keyof ProductForm]: ProductForm[K] extends string ? K : never;
}[keyof ProductForm];

const wanOf = (fen: number | undefined) =>
  fen === undefined ? "" : amountText(BigInt(fen), "wan");
const yuanOf = (fen: number | undefined) =>
  fen === undefined ? "" : amountText(BigInt(fen), "yuan");
const percentOf = (basisPoints: number | undefined) =>
  basisPoints === undefined ? "" : percentText(basisPoints);
const textOf = (value: number | undefined) => (value === undefined ? "" : String(value));

/** A stored draft as it is typed. Keys follow from the places, so that server and browser agree. */
export function formOf(draft: ProductDraft): ProductForm {
  return {
    code: draft.code ?? "",
    nameZh: draft.name?.zh ?? "",
    nameEn: draft.name?.en ?? "",
    summaryZh: draft.summary?.zh ?? "",
    summaryEn: draft.summary?.en ?? "",
    kind: draft.kind ?? "",
    guarantee: draft.guarantee ?? "",
    isFirstLoan: draft.isFirstLoan ?? false,
    isPolicy: draft.isPolicy ?? false,
    amountMin: wanOf(draft.amountMin),
    amountMax: wanOf(draft.amountMax),
    termMin: textOf(draft.termMin),
    termMax: textOf(draft.termMax),
    repaymentKinds: draft.repaymentKinds ?? [],
    lprTenor: draft.lprTenor ?? "1y",
    spreadMin: textOf(draft.spreadMin),
    spreadMax: textOf(draft.spreadMax),
    fees: (draft.fees ?? []).map((fee, index) => ({
      key: `fee-${index}`,
      nameZh: fee.name?.zh ?? "",
      nameEn: fee.name?.en ?? "",
      timing: fee.timing ?? "upfront",
      share: percentOf(fee.basisPoints),
      amount: yuanOf(fee.amount),
    })),
    dayCount: draft.dayCount ?? "",
    rounding: draft.rounding ?? "",
    gracePrincipal: textOf(draft.grace?.principalMonths),
    graceInterest: textOf(draft.grace?.interestMonths),
    graceInterestFree: textOf(draft.grace?.interestFreeMonths),
    dueDay: textOf(draft.dueDay),
    instalmentMultiple: yuanOf(draft.instalmentMultiple),
    prepayment: draft.prepayment ? (draft.prepayment.isAllowed ? "allowed" : "not_allowed") : "",
    prepaymentFee: percentOf(draft.prepayment?.feeBasisPoints),
    prepaymentFreeAfter: textOf(draft.prepayment?.freeAfterMonths),
    isEverywhere: (draft.regions ?? []).length === 0,
    regions: draft.regions ?? [],
    validFrom: draft.validFrom ?? "",
    validTo: draft.validTo ?? "",
    promisedWorkingDays: textOf(draft.promisedWorkingDays),
    materials: (draft.materials ?? []).map(({ zh, en }, index) => ({
      key: `material-${index}`,
      zh,
      en,
    })),
    items: (draft.items ?? []).map(({ item, granularity, why, isRequired }, index) => ({
      key: `item-${index}`,
      scope: item && granularity ? `${item}:${granularity}` : "",
      whyZh: why?.zh ?? "",
      whyEn: why?.en ?? "",
      isRequired: isRequired ?? true,
    })),
    rule: groupOfRule(draft.eligibility),
  };
}
