import type { Day } from "@/domain/shared/calendar";
import type { PrepaymentTerms } from "@/domain/loans/convention";
import { graceBeyond } from "./convention";
import { type Charge, mostFees } from "./fees";

type Bound = "amountMin" | "amountMax" | "termMin" | "termMax" | "spreadMin" | "spreadMax";
/** Of a product's fields those that must fit together; of one still being written, what is there. */
type Written = { [name in Bound]?: number | undefined } & {
  fees?: readonly Charge[] | undefined;
  grace?: Parameters<typeof graceBeyond>[0];
  prepayment?: PrepaymentTerms | undefined;
  repaymentKinds?: readonly string[] | undefined;
  validFrom?: Day | undefined;
  validTo?: Day | undefined;
  items?: readonly { item: string; granularity: string }[] | undefined;
};

/**
 * What is wrong where, as the fields lead to it; the reason is also the key of its sentence. `limit`:
 * the last number that is right, as it is stored.
 */
export type ProductProblem = {
  path: (string | number)[];
  reason: string;
  limit?: number | undefined;
};

/**
 * What does not fit together in a product, each problem at the field that is to be changed. Of a
 * product that is still being written only what is there is looked at. Its rule is `ruleProblems`'.
 */
export function incoherences(product: Written): ProductProblem[] {
  const { amountMin, amountMax, termMin, termMax, spreadMin, spreadMax, items } = product;
  const problems: ProductProblem[] = [];
  const say = (path: ProductProblem["path"], reason: string) => problems.push({ path, reason });
  if (isAbove(amountMin, amountMax)) say(["amountMax"], "amount_range_reversed");
  if (isAbove(termMin, termMax)) say(["termMax"], "term_range_reversed");
  if (isAbove(spreadMin, spreadMax)) say(["spreadMax"], "spread_range_reversed");
  for (const [index, fee] of (product.fees ?? []).entries())
    if (!fee.basisPoints && !fee.amount) say(["fees", index], "fee_without_amount");
  if (product.fees && amountMin !== undefined && termMax !== undefined) {
    const { fees } = product;
    if (mostFees({ fees, amountMin }, termMax) >= BigInt(amountMin))
      say(["fees"], "fees_exceed_principal");
  }
  for (const name of termMin === undefined ? [] : graceBeyond(product.grace, termMin))
    say(["grace", name], "grace_not_shorter_than_term");
  problems.push(...prepaymentFlaws(product));
  if (isAbove(product.validFrom, product.validTo)) say(["validTo"], "validity_reversed");
  const scopes = (items ?? []).map(({ item, granularity }) => `${item}:${granularity}`);
  if (new Set(scopes).size < scopes.length) say(["items"], "item_asked_twice");
  return problems;
}

const inPrepayment = (field: keyof PrepaymentTerms, reason: string): ProductProblem => ({
  path: ["prepayment", field],
  reason,
});

/** What of the terms of paying early contradicts them, or the ways and months the loan is repaid in. */
function prepaymentFlaws({ prepayment, repaymentKinds, termMax }: Written): ProductProblem[] {
  const { isAllowed = true, feeBasisPoints, freeAfterMonths } = prepayment ?? {};
  const isRevolving = repaymentKinds?.includes("revolving");
  if (!isAllowed)
    return [
      ...(isRevolving ? [inPrepayment("isAllowed", "revolving_without_prepayment")] : []),
      ...(["feeBasisPoints", "freeAfterMonths"] as const)
        .filter((field) => prepayment?.[field] !== undefined)
        .map((field) => inPrepayment(field, "prepayment_fee_without_prepayment")),
    ];
  if (freeAfterMonths === undefined) return [];
  if (!feeBasisPoints) return [inPrepayment("freeAfterMonths", "prepayment_free_from_the_start")];
  const isNever = termMax !== undefined && freeAfterMonths >= termMax;
  return isNever ? [inPrepayment("freeAfterMonths", "prepayment_never_free")] : [];
}

function isAbove<T extends number | string>(from: T | undefined, to: T | undefined): boolean {
  return from !== undefined && to !== undefined && from > to;
}
