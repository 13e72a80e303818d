import { expect, test } from "vitest";
import { drawerOf } from "@/tests/drawing";
import { ProposalProblems } from "./proposal-problems";

const draw = drawerOf(["common", "errors", "shelf"]);

test.each([
  ["zh-CN" as const, "还有4处需要处理", ["英文名称", "收费（第1项）", "收费（第2项）", "最高金额"]],
  [
    "en" as const,
    "4 things stand in the way",
    ["Name in English", "Fees, no. 1", "Fees, no. 2", "Largest amount"],
  ],
])("each thing is said once, and where: %s", (locale, title, places) => {
  const html = draw(
    locale,
    <ProposalProblems
      problems={[
        { path: ["name", "en"], reason: "field_missing" },
        { path: ["fees", 0, "name", "zh"], reason: "field_missing" },
        { path: ["fees", 0, "name", "en"], reason: "field_missing" },
        { path: ["fees", 1, "name", "en"], reason: "field_missing" },
        { path: ["amountMax"], reason: "amount_range_reversed" },
      ]}
    />,
  );
  expect(html).toContain(title);
  const said = [...html.matchAll(/<li>([^<]*) — /gu)].map(([, place]) => place);
  expect(said).toEqual(places);
});
