import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { productContent } from "@/tests/bank-factories";
import { isSame, plainFields, productDiff } from "./diff";
import type { ProductDraft } from "./draft";
import { isEqual } from "./equal";
import type { Rule } from "./rule";
import { ProductFields } from "./schema";

const months = (value: number): Rule => ({ fact: "established_months", operator: "gte", value });
const listed: Rule = { fact: "abnormal_listed", operator: "is_false" };
const grade: Rule = { fact: "tax_credit_grade", operator: "in", value: ["A", "B"] };
const withRule = (eligibility: Rule) => ({ ...productContent, eligibility });
const changed = (before: Rule, after: Rule) => productDiff(withRule(before), withRule(after)).rules;

test("no field of a product is left out", () => {
  const taken = ["name", "summary", "items", "fees", "materials", "eligibility", ...plainFields];
  expect(taken.toSorted()).toEqual(Object.keys(ProductFields.shape).toSorted());
});

describe("a rule, by condition", () => {
  test("another threshold", () => {
    expect(changed({ all: [months(12), listed] }, { all: [listed, months(24)] })).toEqual([
      { change: "changed", before: months(12), after: months(24) },
    ]);
  });

  test("one more, one less, and another comparison", () => {
    const eq = { fact: "tax_credit_grade", operator: "eq", value: "A" } as const;
    expect(changed({ all: [months(12), grade] }, { all: [listed, eq] })).toEqual([
      { change: "removed", before: months(12) },
      { change: "changed", before: grade, after: eq },
      { change: "added", after: listed },
    ]);
  });

  test("the same conditions grouped otherwise", () => {
    const [before, after] = [{ all: [months(12), listed] }, { any: [months(12), listed] }];
    expect(changed(before, after)).toEqual([{ change: "regrouped", before, after }]);
    expect(changed({ not: listed }, listed)).toMatchObject([{ change: "regrouped" }]);
    const moved = { all: [months(12), { any: [listed, grade] }] };
    expect(changed({ all: [months(12), listed, grade] }, moved)).toMatchObject([
      { change: "regrouped" },
    ]);
    expect(changed({ all: [months(12), listed] }, { all: [listed, months(12)] })).toMatchObject([
      { change: "regrouped" },
    ]);
  });
});

test("fields, texts, fees and items are named one by one", () => {
  const [item] = productContent.items;
  const [fee] = productContent.fees;
  const after: ProductDraft = {
    ...productContent,
    name: { zh: "税易贷", en: "Tax credit" },
    spreadMax: 150,
    validTo: "2027-01-31",
    prepayment: { isAllowed: true, feeBasisPoints: 100 },
    items: [
      { ...item!, isRequired: false },
      { ...item!, item: "vat_invoices" },
    ],
    fees: [],
  };
  expect(productDiff(productContent, after)).toEqual({
    fields: [
      { field: "spreadMax", before: 180, after: 150 },
      {
        field: "prepayment",
        before: undefined,
        after: { isAllowed: true, feeBasisPoints: 100 },
      },
      { field: "validTo", before: undefined, after: "2027-01-31" },
    ],
    texts: [{ field: "name", language: "en", before: "Tax loan", after: "Tax credit" }],
    rules: [],
    items: [
      { before: item, after: { ...item, isRequired: false } },
      { before: null, after: { ...item, item: "vat_invoices" } },
    ],
    fees: [{ before: fee, after: null }],
    materials: [],
    reordered: [],
  });
});

const text = fc.record({ zh: fc.constantFrom("甲", "乙"), en: fc.constantFrom("a", "b") });
const condition = fc.oneof(
  fc.record({
    fact: fc.constantFrom("established_months", "tax_arrears"),
    operator: fc.constantFrom("gte" as const, "lte" as const),
    value: fc.integer({ min: 0, max: 2 }),
  }),
  fc.constant(listed),
);
const rule: fc.Arbitrary<Rule> = fc.letrec<{ rule: Rule }>((tie) => ({
  rule: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    condition,
    fc.record({ all: fc.array(tie("rule"), { minLength: 1, maxLength: 3 }) }),
    fc.record({ any: fc.array(tie("rule"), { minLength: 1, maxLength: 3 }) }),
    fc.record({ not: tie("rule") }),
  ),
})).rule;
const product = fc.record(
  {
    code: fc.constantFrom("one", "two"),
    name: text,
    amountMin: fc.integer({ min: 1, max: 2 }),
    isPolicy: fc.boolean(),
    grace: fc.record({ principalMonths: fc.constantFrom(1, 2) }),
    prepayment: fc.record(
      { isAllowed: fc.boolean(), feeBasisPoints: fc.constantFrom(1, 2) },
      { requiredKeys: ["isAllowed"] },
    ),
    regions: fc.subarray(["330102", "330105"]),
    fees: fc.array(
      fc.record({ name: text, timing: fc.constant("upfront" as const), amount: fc.nat(1) }),
      { maxLength: 3 },
    ),
    materials: fc.array(text, { maxLength: 3 }),
    eligibility: rule,
  },
  { requiredKeys: [] },
) as fc.Arbitrary<ProductDraft>;

/** A product that does not say a list says an empty one, and one without a name an empty name. */
const said = (draft: ProductDraft) => ({
  ...draft,
  name: draft.name ?? { zh: "", en: "" },
  fees: draft.fees ?? [],
  materials: draft.materials ?? [],
});

test("nothing is different exactly when both say the same", () => {
  const twice = product.map((one): [ProductDraft, ProductDraft] => [one, structuredClone(one)]);
  fc.assert(
    fc.property(fc.oneof(fc.tuple(product, product), twice), ([before, after]) => {
      expect(isSame(productDiff(before, after))).toBe(isEqual(said(before), said(after)));
    }),
    { numRuns: 3_000 },
  );
});

test("what comes in and goes out is the difference in number, and turned round it is the other way", () => {
  fc.assert(
    fc.property(rule, rule, (a, b) => {
      const count = (one: Rule): number => {
        if ("fact" in one) return 1;
        const parts = "not" in one ? [one.not] : "all" in one ? one.all : one.any;
        return parts.map(count).reduce((sum, more) => sum + more, 0);
      };
      const of = (changes: ReturnType<typeof changed>, kind: string) =>
        changes.filter(({ change }) => change === kind).length;
      const [there, back] = [changed(a, b), changed(b, a)];
      expect(of(there, "added") - of(there, "removed")).toBe(count(b) - count(a));
      expect(of(back, "added")).toBe(of(there, "removed"));
    }),
    { numRuns: 2_000 },
  );
});
