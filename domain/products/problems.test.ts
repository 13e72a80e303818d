import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { productContent } from "@/tests/bank-factories";
import { ProductDraft } from "./draft";
import { productProblems } from "./problems";
import { ProductContent } from "./schema";

const [item] = productContent.items;
const said = (over: object, terms = {}) =>
  productProblems({ ...productContent, ...over }, terms).map(
    ({ path, reason }) => `${path.join(".")}: ${reason}`,
  );

test("a product that fits together has no problems, and a draft of nothing has one a field", () => {
  expect(said({})).toEqual([]);
  const missing = productProblems({});
  expect(missing.map(({ reason }) => reason)).toEqual([
    ...Array.from({ length: missing.length - 1 }, () => "field_missing"),
    "rule_missing",
  ]);
  expect(missing.map(({ path }) => path[0])).toContain("items");
  expect(missing).toHaveLength(22);
});

describe("each problem is told where it is", () => {
  const name = { zh: "税易贷", en: "Tax loan" };
  test.each<[string, object, string[]]>([
    ["no name in English", { name: { zh: "甲", en: "" } }, ["name.en: field_missing"]],
    [
      "names of blanks",
      { name: { zh: " \u3000\n", en: "\u00A0\t" } },
      ["name.zh: field_missing", "name.en: field_missing"],
    ],
    [
      "a name nobody can see",
      { name: { zh: "甲", en: "\u200B\u202E" } },
      ["name.en: field_malformed"],
    ],
    [
      "amounts the wrong way round",
      { amountMin: 2, amountMax: 1 },
      ["amountMax: amount_range_reversed"],
    ],
    ["an amount of nothing", { amountMin: 0 }, ["amountMin: number_too_small"]],
    [
      "an amount at the edge of integers",
      { amountMax: Number.MAX_SAFE_INTEGER },
      ["amountMax: number_too_big"],
    ],
    ["a term of nothing", { termMin: 0 }, ["termMin: number_too_small"]],
    ["a term of a thousand months", { termMax: 1_000 }, ["termMax: number_too_big"]],
    ["a rate as text", { spreadMax: "3%" }, ["spreadMax: field_of_wrong_kind"]],
    ["no repayment", { repaymentKinds: [] }, ["repaymentKinds: field_missing"]],
    [
      "a repayment nobody knows",
      { repaymentKinds: ["weekly"] },
      ["repaymentKinds.0: field_malformed"],
    ],
    [
      "fees above the loan",
      { fees: [{ name, timing: "upfront", amount: 10_000_000 }] },
      ["fees: fees_exceed_principal"],
    ],
    ["a fee of nothing", { fees: [{ name, timing: "upfront" }] }, ["fees.0: fee_without_amount"]],
    [
      "an end before its beginning",
      { validFrom: "2027-02-01", validTo: "2027-01-01" },
      ["validTo: validity_reversed"],
    ],
    ["a day that is none", { validTo: "2027-02-30" }, ["validTo: day_invalid"]],
    [
      "a fee for paying early beyond bounds",
      { prepayment: { isAllowed: true, feeBasisPoints: 1_001 } },
      ["prepayment.feeBasisPoints: number_too_big"],
    ],
    [
      "a fee for paying early below nothing",
      { prepayment: { isAllowed: true, feeBasisPoints: -1 } },
      ["prepayment.feeBasisPoints: number_too_small"],
    ],
    [
      "paying early, perhaps",
      { prepayment: { feeBasisPoints: 100 } },
      ["prepayment.isAllowed: field_missing"],
    ],
    [
      "a fee where nothing is paid early",
      { prepayment: { isAllowed: false, feeBasisPoints: 0, freeAfterMonths: 3 } },
      [
        "prepayment.feeBasisPoints: prepayment_fee_without_prepayment",
        "prepayment.freeAfterMonths: prepayment_fee_without_prepayment",
      ],
    ],
    [
      "an end of a fee of nothing",
      { prepayment: { isAllowed: true, freeAfterMonths: 3 } },
      ["prepayment.freeAfterMonths: prepayment_free_from_the_start"],
    ],
    [
      "a fee that ends with the longest term",
      { prepayment: { isAllowed: true, feeBasisPoints: 100, freeAfterMonths: 24 } },
      ["prepayment.freeAfterMonths: prepayment_never_free"],
    ],
    [
      "a revolving loan that is not paid early",
      { repaymentKinds: ["revolving"], prepayment: { isAllowed: false } },
      ["prepayment.isAllowed: revolving_without_prepayment"],
    ],
    [
      "a number of one's own in paying early",
      { prepayment: { isAllowed: true, fee: 1 } },
      ["prepayment: field_unknown"],
    ],
    ["an item twice", { items: [item, item] }, ["items: item_asked_twice"]],
    ["a field of its own", { colour: "red" }, ["colour: field_unknown"]],
    ["a code with capitals", { code: "Tax" }, ["code: code_malformed"]],
    [
      "an unknown fact",
      { eligibility: { all: [{ fact: "sex", operator: "is_true" }] } },
      ["eligibility.all.0: fact_unknown"],
    ],
    [
      "no value yet",
      { eligibility: { any: [{ fact: "established_months", operator: "gte" }] } },
      ["eligibility.any.0: value_not_for_operator"],
    ],
    [
      "no evidence",
      { eligibility: { not: { fact: "gas_arrears", operator: "gt", value: 0 } } },
      ["eligibility.not: item_not_requested"],
    ],
    [
      "an empty group",
      { eligibility: { all: [{ any: [] }] } },
      ["eligibility.all.0.any: group_empty"],
    ],
    [
      "an operator nobody knows",
      { eligibility: { fact: "established_months", operator: "like" } },
      ["eligibility.operator: field_malformed"],
    ],
    [
      "conditions that nobody meets",
      {
        eligibility: {
          all: [
            { fact: "established_months", operator: "gt", value: 24 },
            { fact: "established_months", operator: "lt", value: 12 },
          ],
        },
      },
      ["eligibility: rule_contradictory"],
    ],
  ])("%s", (_case, over, expected) => {
    expect(said(over)).toEqual(expected);
  });

  test.each<[object, number]>([
    [{ termMin: 0 }, 1],
    [{ termMax: 1_000 }, 360],
    [{ amountMin: -1 }, 1],
    [{ spreadMin: -301 }, -300],
    [{ prepayment: { isAllowed: true, feeBasisPoints: 1_001 } }, 1_000],
  ])("a number beyond its bounds, with the last that is right: %j", (over, limit) => {
    expect(productProblems({ ...productContent, ...over })).toMatchObject([{ limit }]);
  });

  test("not an object at all", () => {
    for (const nothing of [null, undefined, 1, "{}", []])
      expect(productProblems(nothing)).toEqual([{ path: [], reason: "product_not_an_object" }]);
  });

  test("of a rule that is no rule, whatever it is", () => {
    for (const eligibility of [null, 1, "all", [], {}, { all: 1 }, { all: [null] }, { not: [] }])
      expect(said({ eligibility }).every((one) => one.startsWith("eligibility"))).toBe(true);
    let deep: object = { fact: "established_months", operator: "gte", value: 1 };
    for (let depth = 0; depth < 20_000; depth += 1) deep = { not: deep };
    expect(said({ eligibility: deep })).toEqual(["eligibility: rule_too_deep"]);
  });

  test("the day, the purpose and the bank's other products", () => {
    const terms = {
      today: "2026-11-20",
      templateScopes: ["vat_invoices:band"],
      fixedCode: "old-loan",
      takenCodes: ["tax-loan"],
    };
    expect(said({ validTo: "2026-11-19" }, terms)).toEqual([
      "validTo: validity_past",
      "code: code_fixed",
      "code: code_taken",
      "items.0: item_outside_template",
    ]);
    expect(said({ validTo: "2026-11-20" }, { today: "2026-11-20" })).toEqual([]);
  });
});

const fields = Object.keys(productContent) as (keyof typeof productContent)[];
const anything = fc.oneof(
  fc.constant(undefined),
  fc.constantFrom(null, "", "x", 0, -1, 1.5, 400, true, [], {}, [null], { zh: "" }, "2027-01-01"),
  fc.jsonValue({ maxDepth: 2 }),
);

test.each([
  { isAllowed: false },
  { isAllowed: true },
  { isAllowed: true, feeBasisPoints: 0 },
  { isAllowed: true, feeBasisPoints: 1_000 },
  { isAllowed: true, feeBasisPoints: 1, freeAfterMonths: 23 },
])("paying early as %j is no problem", (prepayment) => {
  expect(said({ prepayment })).toEqual([]);
});

const anyPrepayment = fc.option(
  fc.record(
    {
      isAllowed: fc.boolean(),
      feeBasisPoints: fc.constantFrom(-1, 0, 0.5, 100, 1_001),
      freeAfterMonths: fc.constantFrom(0, 1, 24, 360),
    },
    { requiredKeys: [] },
  ),
  { nil: undefined },
);

test("there are no problems exactly when it is a product, whatever is put in its fields", () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.constantFrom(...fields, "validTo", "grace", "dueDay", "colour"), anything, {
        maxKeys: 3,
      }),
      anyPrepayment,
      (over, prepayment) => {
        const content = { ...productContent, prepayment, ...over };
        expect(productProblems(content).length === 0).toBe(
          ProductContent.safeParse(content).success,
        );
      },
    ),
    { numRuns: 3_000 },
  );
});

test("a draft takes what is missing, reversed or too small, and nothing of any size", () => {
  const { amountMin: _, ...rest } = productContent;
  expect(ProductDraft.safeParse({ ...rest, amountMax: -1, termMin: 9, termMax: 1 }).success).toBe(
    true,
  );
  expect(ProductDraft.safeParse({}).success).toBe(true);
  expect(ProductDraft.safeParse(productContent).success).toBe(true);
  for (const over of [
    { code: "x".repeat(41) },
    { name: { zh: "字".repeat(601), en: "" } },
    { materials: Array.from({ length: 21 }, () => ({ zh: "", en: "" })) },
    { amountMax: 2 ** 53 },
    { colour: "red" },
  ])
    expect(ProductDraft.safeParse({ ...rest, ...over }).success).toBe(false);
});
