import { expect, test } from "vitest";
import { prepareApplication } from "@/domain/applications/enterprise-rules";
import { matchNeed, withdrawNeed } from "./rules";
import { CreateNeedInput } from "./schema";

const need = {
  id: "0199d3c2-1111-7222-8333-444455556666",
  amount: 50_000_000n,
  termMonths: 12,
  purpose: "working_capital",
} as const;

test.each([
  ["one fen too small", { amount: 999_999n }, "amount", "amount_too_small"],
  ["one fen too large", { amount: 10_000_000_001n }, "amount", "amount_too_large"],
  ["no amount", { amount: undefined }, "amount", "amount_missing"],
  ["no whole months", { termMonths: 1.5 }, "termMonths", "term_missing"],
  ["over thirty years", { termMonths: 361 }, "termMonths", "term_out_of_range"],
  ["another purpose, unsaid", { purpose: "other" }, "purposeText", "purpose_text_missing"],
])("a need with %s is refused at its field", (_case, over, field, message) => {
  const { error } = CreateNeedInput.safeParse({ ...need, ...over });
  expect(error?.issues.map((issue) => [issue.path.join("."), issue.message])).toEqual([
    [field, message],
  ]);
});

test("the bounds themselves are in", () => {
  for (const amount of [1_000_000n, 10_000_000_000n])
    expect(CreateNeedInput.parse({ ...need, amount }).amount).toBe(amount);
});

test("matching again leaves a need with its banks", () => {
  expect(matchNeed({ status: "draft" })).toEqual({ status: "matched" });
  expect(matchNeed({ status: "in_market" })).toEqual({ status: "in_market" });
  expect(() => matchNeed({ status: "funded" })).toThrow("need_not_open");
});

test("a need is given up only when no bank has it", () => {
  expect(withdrawNeed({ status: "matched" }, [{ status: "prepared" }]).status).toBe("withdrawn");
  expect(() => withdrawNeed({ status: "in_market" }, [{ status: "submitted" }])).toThrow(
    "need_has_live_applications",
  );
});

test.each([
  ["a fourth live application", { status: "in_market" }, 3, "need_has_three_live_applications"],
  ["a need given up", { status: "withdrawn" }, 0, "need_not_open"],
  ["an amount beyond the product", { amount: 60_000_000n }, 0, "product_amount_out_of_range"],
  ["a term beyond the product", { termMonths: 13 }, 0, "product_term_out_of_range"],
])("%s is refused", (_case, over, live, reason) => {
  const product = { amountMin: 100, amountMax: 50_000_000, termMin: 1, termMax: 12 };
  const asked = { status: "matched", amount: 50_000_000n, termMonths: 12, ...over } as const;
  expect(() =>
    prepareApplication(asked as typeof asked & { status: "matched" }, product, live),
  ).toThrow(reason);
});
