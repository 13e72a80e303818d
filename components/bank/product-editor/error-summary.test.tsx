import { expect, test } from "vitest";
import { drawerOf } from "@/tests/drawing";
import { EditorProvider } from "./editor-context";
import { ErrorSummary } from "./error-summary";
import { formProblems } from "./form-problems";
import { newProduct } from "./new-product";
import { formOf } from "./product-form";

const draw = drawerOf(["editor", "errors", "sources"]);

const form = {
  ...formOf(newProduct),
  code: "A B",
  amountMax: "90000000000000",
  termMax: "1000",
  gracePrincipal: "500",
  fees: [
    { key: "one", nameZh: "甲", nameEn: "A", timing: "upfront" as const, share: "1", amount: "" },
    { key: "two", nameZh: "乙", nameEn: "", timing: "upfront" as const, share: "99", amount: "x" },
  ],
  materials: [{ key: "paper", zh: "", en: "Lease" }],
};

test.each([
  [
    "zh-CN" as const,
    [
      "产品编号：请用3到40个小写字母、数字或短横线。",
      "最高额度：最多1.0\u202f亿元。",
      "最长期限：最多360。",
      "费用2，英文名称：此项未填。",
      "费用2，按本金的比例：最多20.00\u202f%。",
    ],
  ],
  [
    "en" as const,
    [
      "Product code: Use 3 to 40 small letters, digits or hyphens.",
      "Largest amount: At most CNY\u202f100\u202fmillion.",
      "Longest term: At most 360.",
      "Principal grace: At most 359.",
      "Fee 2, English name: This is missing.",
      "Fee 2, Share of the principal: At most 20.00\u202f%.",
      "Fee 2, Fixed amount: Enter an amount, such as 100 or 12.5",
      "Paper 1, Chinese: This is missing.",
    ],
  ],
])("says at which part of a list, and which number would be right: %s", (locale, expected) => {
  const problems = formProblems(form, { today: "2026-11-22" });
  const html = draw(
    locale,
    <EditorProvider
      value={{
        form,
        set: () => undefined,
        problems,
        isAsked: true,
        isCodeFixed: false,
        allowed: [],
        today: "2026-11-22",
      }}
    >
      <ErrorSummary
        problems={problems}
        rule={form.rule}
        findings={{
          problems: new Map(),
          remarks: new Map(),
          isWrong: false,
          isComplete: true,
        }}
      />
    </EditorProvider>,
  );
  const told = [...html.matchAll(/<a [^>]*>([^<]*)<\/a>/gu)].map(([, text]) => text);
  for (const text of expected) expect(told.join("\n")).toContain(text);
});
