import { expect, test } from "vitest";
import { purposeTemplates } from "@/db/seed/purpose-templates";
import type { TemplateView } from "@/domain/templates/schema";
import { drawerOf } from "@/tests/drawing";
import { TemplateCeilings } from "./ceilings";
import { MarkedText } from "./marked-text";
import { ScopeMatrix } from "./scope-matrix";
import { TemplateHistory } from "./template-history";

const versions = purposeTemplates
  .filter(({ code }) => code === "loan_application")
  .map(({ readsPer, secondSignerAbove, ...shipped }): TemplateView => ({
    ...shipped,
    state: shipped.version === 2 ? "active" : "retired",
    readsPerUnit: readsPer.unit,
    readsPerCount: readsPer.count,
    secondSignerAbove: secondSignerAbove === null ? null : BigInt(secondSignerAbove),
    proposedBy: null,
    proposedAt: null,
    approvedAt: null,
  }));
const [first, second] = versions as [TemplateView, TemplateView];

const draw = drawerOf(["common", "sources", "templates"]);
const textOf = (html: string) => html.replaceAll(/<[^>]+>/g, " ").replaceAll(/\s+/g, " ");

test("limits are said in both languages", () => {
  const limits = <TemplateCeilings template={second} />;
  expect(textOf(draw("zh-CN", limits))).toContain("每天50次");
  expect(textOf(draw("zh-CN", limits))).toContain("1,000.00 万元起");
  expect(textOf(draw("en", limits))).toContain("50 a day");
});

test("the matrix says yes, no, and what does not exist, in words", () => {
  const matrix = <ScopeMatrix scopes={["electricity_usage:predicate"]} />;
  const rows = draw("en", matrix).split("<tr").slice(2);
  expect(rows).toHaveLength(8);
  const power = rows.find((row) => row.includes("electricity use"))!;
  expect(textOf(power).match(/Allowed|Does not exist|Not allowed/g)).toEqual([
    "Does not exist",
    "Does not exist",
    "Does not exist",
    "Does not exist",
    "Allowed",
  ]);
  expect(textOf(draw("zh-CN", matrix))).toContain("法定代表人参保");
});

test("what a new version rewords is marked", () => {
  const marked = draw(
    "zh-CN",
    <MarkedText before={first.wording.zh} after={second.wording.zh} lang="zh-CN" />,
  );
  expect(marked).toMatch(/<ins[^>]*>[^<]*放行/);
  expect(
    textOf(draw("en", <MarkedText before="as it was" after="as it was" lang="en" />)),
  ).toContain("stays as it is");
});

test("the history names every version with its state", () => {
  const history = textOf(draw("en", <TemplateHistory versions={versions.toReversed()} />));
  expect(history).toMatch(/Version 2 In force .* Version 1 Retired/);
});
