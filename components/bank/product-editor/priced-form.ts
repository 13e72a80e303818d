import { productProblems } from "@/domain/products/problems";
import { type PriceRange, priceRangeOf, referenceTerms } from "@/domain/products/price";
import { ProductContent } from "@/domain/products/schema";
import type { Day } from "@/domain/shared/calendar";
import { draftOf } from "./draft-of";
import type { ProductForm } from "./product-form";

/** What a product needs to be priced and shown; the rest may still be blank. */
const priced = [
  "amountMin",
  "amountMax",
  "termMin",
  "termMax",
  "repaymentKinds",
  "spreadMin",
  "spreadMax",
  "fees",
  "grace",
  "dueDay",
  "instalmentMultiple",
];

const words = { zh: "…", en: "…" };
const blank = { code: "draft", kind: "credit", guarantee: "none" } as const;

/**
 * The form as a product whose numbers can be reckoned with, blanks in what is not reckoned filled
 * in; null while a number is missing or wrong.
 */
export function shownProduct(form: ProductForm): ProductContent | null {
  const draft = draftOf(form);
  const isWrong = productProblems(draft).some(
    ({ path: [field, , part] }) => priced.includes(String(field)) && part !== "name",
  );
  if (isWrong) return null;
  const days = draft.promisedWorkingDays ?? 1;
  const filled = {
    ...blank,
    ...draft,
    code: blank.code,
    promisedWorkingDays: days >= 1 && days <= 60 ? days : 1,
    name: { zh: draft.name?.zh || words.zh, en: draft.name?.en || words.en },
    summary: { zh: draft.summary?.zh || words.zh, en: draft.summary?.en || words.en },
    fees: (draft.fees ?? []).map((fee) => ({ ...fee, name: words })),
    materials: [],
    items: [{ item: "tax_declarations", granularity: "indicator", why: words, isRequired: true }],
    eligibility: { fact: "abnormal_listed", operator: "is_false" },
    regions: [],
    validFrom: undefined,
    validTo: undefined,
  };
  return ProductContent.safeParse(filled).data ?? null;
}

/** The amount and term a product is priced for where nobody asked. */
export function referenceOf(form: ProductForm): { amount: bigint; months: number } | null {
  const product = shownProduct(form);
  return product && referenceTerms(product);
}

/** What it costs by each way of repayment; none while the terms cannot be priced. */
export function pricesOf(
  form: ProductForm,
  asked: { amount: bigint | undefined; months: number | undefined },
  today: Day,
): PriceRange[] {
  const product = shownProduct(form);
  const { amount, months } = asked;
  if (!product || !amount || !months || months < 1 || months > 360) return [];
  return product.repaymentKinds.map((repaymentKind) =>
    priceRangeOf(product, { amount, months, repaymentKind }, today),
  );
}
