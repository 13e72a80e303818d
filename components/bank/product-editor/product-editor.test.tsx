import { AppRouterContext } from "next/dist/shared/lib/app-router-context.shared-runtime";
import type { ComponentProps } from "react";
import { describe, expect, test } from "vitest";
import { locales } from "@/components/messages/locales";
import { TRPCProvider } from "@/components/trpc/client";
import { ProductDraft } from "@/domain/products/draft";
import { productProblems } from "@/domain/products/problems";
import type { ProposalView } from "@/domain/products/proposal-schema";
import { ProductContent } from "@/domain/products/schema";
import { malformedPart } from "@/domain/shared/text";
import {
  type ConditionNode,
  deepestGroup,
  emptyCondition,
  type GroupNode,
} from "@/components/bank/rule-builder/rule-tree";
import { draftOf } from "./draft-of";
import { formProblems, sectionOf } from "./form-problems";
import { facts } from "@/domain/profiles/indicators";
import { codeFrom, newProduct } from "./new-product";
import { drawerOf } from "@/tests/drawing";
import { formOf, type ProductForm } from "./product-form";
import { ProductEditor } from "./product-editor";
import { pricesOf, referenceOf, shownProduct } from "./priced-form";

const today = "2026-11-22";
const terms = {
  today,
  templateScopes: ["tax_declarations:indicator", "water_usage:indicator", "registration:raw"],
  fixedCode: null,
  takenCodes: ["taken"],
};
const whole = ProductContent.parse({
  ...newProduct,
  code: "tax-loan",
  name: { zh: "税易贷", en: "Tax loan" },
  summary: { zh: "凭税授信", en: "On tax records" },
  fees: [
    { name: { zh: "评估费", en: "Valuation" }, timing: "upfront", basisPoints: 5, amount: 20_050 },
  ],
  regions: ["990101", "330000"],
  materials: [{ zh: "租赁合同", en: "Lease" }],
  dayCount: "ACT/365",
  rounding: "half_even",
  grace: { principalMonths: 2, interestFreeMonths: 1 },
  dueDay: 21,
  instalmentMultiple: 100,
  prepayment: { isAllowed: true, feeBasisPoints: 150, freeAfterMonths: 2 },
  validFrom: "2026-12-01",
  validTo: "2027-11-30",
  eligibility: {
    all: [
      {
        fact: "tax_revenue_12m",
        operator: "between",
        value: { min: 50_000_000, max: 12_345_678_901 },
      },
      {
        any: [
          { fact: "tax_revenue_growth", operator: "gte", value: -505 },
          { not: { fact: "district", operator: "in", value: ["990101"] } },
        ],
      },
    ],
  },
});
const form = formOf(whole);
const wrong = (change: Partial<ProductForm>) =>
  formProblems({ ...form, ...change }, terms).map(({ field, reason }) => `${field}: ${reason}`);

describe("the form", () => {
  test("gives back the product it was opened with", () => {
    expect(draftOf(form)).toEqual(whole);
    expect(formProblems(form, terms)).toEqual([]);
  });

  test("of an empty draft and of a new product is a draft again", () => {
    for (const draft of [{}, newProduct]) {
      const written = draftOf(formOf(draft));
      expect(ProductDraft.parse(written)).toEqual(written);
      expect(draftOf(formOf(written))).toEqual(written);
    }
  });

  test("whatever is typed, what is stored is a draft", () => {
    for (const text of ["", " ", "abc", "-1", "9".repeat(30), "１２", "1e9", "\u0000", "😀"]) {
      const typed = Object.fromEntries(
        Object.entries(form).map(([field, value]) => [
          field,
          typeof value === "string" && !field.startsWith("name") ? text.slice(0, 40) : value,
        ]),
      ) as ProductForm;
      const fees = [{ ...form.fees[0]!, share: text, amount: text }];
      expect(ProductDraft.safeParse(draftOf({ ...typed, fees })).error).toBeUndefined();
    }
  });

  test("a new product lacks its names and code, and nothing else", () => {
    expect(productProblems(draftOf(formOf(newProduct)), terms).map(({ path }) => path[0])).toEqual([
      "code",
      "name",
      "name",
      "summary",
      "summary",
    ]);
  });

  test("a code is made from the English name where that has one", () => {
    expect(codeFrom("Tax Loan — 2nd")).toBe("tax-loan-2nd");
    expect(codeFrom("税易贷")).toBe("");
    expect(codeFrom(`${"a".repeat(39)} b`)).toBe("a".repeat(39));
  });
});

const member = (key: string): ConditionNode => ({
  ...emptyCondition(key),
  fact: "tax_credit_grade",
  operator: "in",
  typed: { text: "", upTo: "", chosen: ["A", "B"] },
});

test("the deepest rule the builder makes is let in by the door", () => {
  const nested = (depth: number): GroupNode => ({
    key: `group-${depth}`,
    kind: "none",
    parts: [member(`${depth}-a`), depth > 1 ? nested(depth - 1) : member(`${depth}-b`)],
  });
  const content = draftOf({ ...form, rule: nested(deepestGroup) });
  expect(JSON.stringify(content.eligibility).match(/"not"/gu)).toHaveLength(deepestGroup);
  expect(malformedPart({ proposalId: "", revision: 1, content })).toBeNull();
});

describe("problems", () => {
  const fee = form.fees[0]!;
  const item = form.items[0]!;
  test.each<[string, Partial<ProductForm>, string[]]>([
    ["a word for an amount", { amountMax: "很多" }, ["amountMax: amount_malformed"]],
    ["amounts reversed", { amountMin: "400" }, ["amountMax: amount_range_reversed"]],
    ["terms reversed", { termMax: "2" }, ["termMax: term_range_reversed"]],
    ["a spread of half a point", { spreadMin: "0.5" }, ["spreadMin: whole_malformed"]],
    ["a percentage for basis points", { spreadMin: "36%" }, ["spreadMin: whole_malformed"]],
    [
      "an amount beyond what a number holds",
      { amountMax: "90000000000000" },
      ["amountMax: number_too_big"],
    ],
    ["grace of no term", { gracePrincipal: "500" }, ["gracePrincipal: number_too_big"]],
    ["grace below nothing", { graceInterest: "-1" }, ["graceInterest: number_too_small"]],
    ["a spread beyond bounds", { spreadMax: "2001" }, ["spreadMax: number_too_big"]],
    ["dates reversed", { validTo: "2026-11-30" }, ["validTo: validity_reversed"]],
    ["a year of six digits", { validTo: "123456-01-01" }, ["validTo: day_invalid"]],
    ["places chosen, and none", { isEverywhere: false, regions: [] }, ["regions: field_missing"]],
    ["a code in use", { code: "taken" }, ["code: code_taken"]],
    [
      "a fee of a word",
      { fees: [{ ...fee, share: "x" }] },
      ["fees.fee-0.share: percent_malformed"],
    ],
    [
      "a fee without a name",
      { fees: [{ ...fee, nameEn: "" }] },
      ["fees.fee-0.nameEn: field_missing"],
    ],
    [
      "an item without a reason",
      { items: [{ ...item, whyZh: " " }] },
      ["items.item-0.whyZh: field_missing"],
    ],
    [
      "grace beyond the term",
      { gracePrincipal: "3" },
      ["gracePrincipal: grace_not_shorter_than_term"],
    ],
    [
      "a fee for paying early of a word",
      { prepaymentFee: "some" },
      ["prepaymentFee: percent_malformed"],
    ],
    [
      "a fee for paying early beyond bounds",
      { prepaymentFee: "10.01" },
      ["prepaymentFee: number_too_big"],
    ],
    [
      "a fee that never ends",
      { prepaymentFreeAfter: "99" },
      ["prepaymentFreeAfter: prepayment_never_free"],
    ],
    [
      "a fee where nothing is paid early",
      { prepayment: "not_allowed" },
      ["prepaymentFee: prepayment_fee_without_prepayment"],
    ],
    [
      "a revolving loan that is not paid early",
      {
        repaymentKinds: ["revolving"],
        prepayment: "not_allowed",
        prepaymentFee: "",
        prepaymentFreeAfter: "",
      },
      ["prepayment: revolving_without_prepayment"],
    ],
    ["no rule", { rule: { key: "rule", kind: "all", parts: [] } }, ["rule: rule_missing"]],
  ])("%s", (_case, change, expected) => {
    const found = wrong(change);
    for (const one of expected) expect(found.join("; ")).toContain(one);
  });

  test("stand in the form's order", () => {
    const blank = { items: [], code: "", nameZh: "", summaryEn: "", spreadMin: "", termMax: "" };
    const order = formProblems({ ...form, ...blank }, terms).map(({ field }) => field);
    expect(order).toEqual(["nameZh", "summaryEn", "code", "termMax", "spreadMin", "items"]);
    expect(order.map(sectionOf)).toEqual(["texts", "texts", "texts", "terms", "rate", "items"]);
  });
});

describe("prices", () => {
  test("are there as soon as the numbers are, whatever else is blank", () => {
    const bare = { ...formOf(newProduct), promisedWorkingDays: "many", code: "A B" };
    expect(shownProduct(bare)?.name.zh).toBe("…");
    const reference = referenceOf(bare)!;
    expect(reference).toEqual({ amount: 50_000_000n, months: 12 });
    const prices = pricesOf(bare, reference, today);
    expect(prices.map(({ repaymentKind }) => repaymentKind)).toEqual(newProduct.repaymentKinds);
    expect(prices[0]?.lowest.nominalRate).toBe(350);
  });

  test("are none while a number is missing or fees eat the loan", () => {
    expect(shownProduct({ ...form, spreadMin: "" })).toBeNull();
    expect(shownProduct({ ...form, fees: [{ ...form.fees[0]!, amount: "100000" }] })).toBeNull();
  });
});

const draw = drawerOf([
  "audience",
  "calculator",
  "common",
  "editor",
  "errors",
  "products",
  "sources",
  "states",
]);
const router = { push: () => undefined } as unknown as ComponentProps<
  typeof AppRouterContext.Provider
>["value"];
const proposal = {
  id: "0d1f5a0c-3a6a-4a55-8c7a-0f3d3a1f0001",
  productId: "0d1f5a0c-3a6a-4a55-8c7a-0f3d3a1f0002",
  bank: { code: "jiangpan", name: "江畔银行", nameEn: "Jiangpan Bank" },
  revision: 1,
  content: whole,
  terms,
} as unknown as ProposalView;

test.each(locales)("the whole editor is drawn in words that are there: %s", (locale) => {
  const html = draw(
    locale,
    <AppRouterContext.Provider value={router}>
      <TRPCProvider>
        <ProductEditor proposal={proposal} ceilings={null} />
      </TRPCProvider>
    </AppRouterContext.Provider>,
  );
  const said = (language: string) =>
    [...html.matchAll(new RegExp(`<p lang="${language}"[^>]*>([^<]*)<`, "gu"))].map(
      ([, text]) => text,
    );
  // Each condition in both languages, whatever the page's.
  const names = facts.get("tax_revenue_12m")!.name;
  expect(said("zh-CN")[0]).toBe(`${names.zh}在50.00–12,345.68\u202f万元之间，含两端`);
  expect(said("en")[0]).toBe(`${names.en}: CNY\u202f500,000.00–123,456,789.01, both included`);
  expect(said("en").at(-1)).toBe("District: one of Tinglan");
  // Public records and what the purpose does not cover are not offered.
  const offered = [...html.matchAll(/<option value="(\w+:\w+)"/gu)].map(([, scope]) => scope);
  expect(offered).toEqual(["water_usage:indicator"]);
  expect(html.includes("<h1")).toBe(false);
  // The sentence firms read, under the fields it is made of.
  expect(/<output for="field-prepayment"[^>]*>([^<]*)</u.exec(html)?.[1]).toContain(
    locale === "en" ? "for a fee of 1.50\u202f%" : "违约金为提前还的本金的1.50\u202f%",
  );
});
