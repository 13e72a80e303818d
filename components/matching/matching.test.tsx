import { describe, expect, test } from "vitest";
import { locales, type Locale } from "@/components/messages/locales";
import type { Change } from "@/domain/matching/counterfactual";
import {
  changeSentence,
  conditionSentence,
  matchSentences,
  needChangeSentence,
  type Sentence as SentenceParts,
} from "@/domain/matching/sentences";
import type { ProductMatch } from "@/domain/matching/match";
import type { MatchView } from "@/domain/matching/views";
import type { NeedChange } from "@/domain/matching/way-in";
import type { Condition, Rule } from "@/domain/products/rule";
import type { FactValue } from "@/domain/profiles/windows";
import { drawerOf } from "@/tests/drawing";
import { Checklist } from "./checklist";
import { Requirements } from "./requirements";
import { Sentence } from "./sentence";

const draw = drawerOf(["matching", "needs", "sources", "states"]);
const text = (locale: Locale, sentence: SentenceParts) =>
  draw(locale, <Sentence sentence={sentence} />);

const asked: [Condition, FactValue][] = [
  ...(["gte", "gt", "lte", "lt", "eq"] as const).map((operator): [Condition, FactValue] => [
    { fact: "tax_revenue_12m", operator, value: 300_000_000 },
    123_456_700n,
  ]),
  [{ fact: "established_months", operator: "between", value: { min: 12, max: 36 } }, 40],
  [{ fact: "tax_credit_grade", operator: "eq", value: "A" }, "B"],
  [{ fact: "tax_credit_grade", operator: "in", value: ["A", "B"] }, "C"],
  [{ fact: "industry_section", operator: "not_in", value: ["K"] }, "K"],
  [{ fact: "abnormal_listed", operator: "is_true" }, false],
  [{ fact: "abnormal_listed", operator: "is_false" }, true],
  [{ fact: "established_on", operator: "on_or_before", value: "2020-01-01" }, "2021-02-03"],
  [{ fact: "established_on", operator: "on_or_after", value: "2020-01-01" }, "2019-02-03"],
  [{ fact: "established_on", operator: "within_months", value: 24 }, "2019-02-03"],
  [{ fact: "last_penalty_on", operator: "not_within_months", value: 24 }, "2026-02-03"],
];

/** The keys of all there is to say about a change, each of which has words. */
function keys(locale: Locale, match: ProductMatch, isDisputed = false): string[] {
  const { changes: said, settling } = matchSentences(match, { month: "2026-10", isDisputed });
  const all = [...said, ...(settling ? [settling] : [])];
  expect(all.map((sentence) => text(locale, sentence)).join()).not.toMatch(/[{}]/);
  return all.map(({ key }) => key);
}

describe.each(locales)("in %s", (locale) => {
  test("a condition has words however it comes out", () => {
    for (const [condition, known] of asked)
      for (const wanted of [true, false])
        for (const outcome of [true, false, null]) {
          const value = outcome === null ? null : known;
          const said = text(locale, conditionSentence({ condition, value, outcome, wanted }));
          expect(said).not.toMatch(/[{}]|undefined|null/);
          expect(said.length).toBeGreaterThan(8);
        }
  });

  test("a range of amounts says its unit once, any other says it at both ends", () => {
    const said = (condition: Condition) =>
      text(locale, conditionSentence({ condition, value: null, outcome: null, wanted: true }));
    const amounts = { min: 5_000_000, max: 50_000_000 };
    const months = { min: 12, max: 30 };
    expect(said({ fact: "tax_revenue_12m", operator: "between", value: amounts })).toContain(
      locale === "en" ? "CNY\u202f50,000–500,000" : "5.00–50.00\u202f万元",
    );
    expect(said({ fact: "established_months", operator: "between", value: months })).toContain(
      locale === "en" ? "12 months to 30 months" : "12个月至30个月",
    );
  });

  test("what is disputed is not said to be unknown for want of asking", () => {
    const [condition] = asked[0]!;
    const unknown = { condition, value: null, outcome: null, wanted: true };
    const disputed = text(locale, conditionSentence({ ...unknown, isDisputed: true }));
    expect(disputed).toContain(
      locale === "en" ? "disputed, taken as unknown for now" : "有异议，暂按未知处理",
    );
    expect(text(locale, conditionSentence(unknown))).not.toMatch(/disputed|异议/);
  });

  test("an industry is said by its name with its code, in requirements, exclusions and reasons", () => {
    const condition: Condition = {
      fact: "industry_code",
      operator: "not_in",
      value: ["C33", "F5292", "X99"],
    };
    const [names, mine] =
      locale === "en"
        ? [
            "manufacture of metal products (C33), retail trade (F5292) or X99",
            "manufacture of metal products (C3311)",
          ]
        : ["金属制品业（C33）、互联网零售（F5292）或X99", "金属结构制造（C3311）"];
    const required = draw(locale, <Requirements rule={condition} />);
    expect(required).toContain(names);
    const said = conditionSentence({ condition, value: "C3311", outcome: false, wanted: true });
    expect(text(locale, said)).toContain(names);
    expect(text(locale, said)).toContain(mine);
  });

  test("the members of a set are alternatives", () => {
    const rule: Rule = { fact: "tax_credit_grade", operator: "in", value: ["A", "B"] };
    expect(draw(locale, <Requirements rule={rule} />)).toContain(
      locale === "en" ? "grade A or grade B" : "A级或B级",
    );
  });

  const changes: Change[] = [
    { kind: "act", fact: "tax_revenue_12m", from: 1n, to: 2n, about: null },
    { kind: "act", fact: "tax_paid_months_12m", from: 9, to: 12, about: "2027-01" },
    { kind: "act", fact: "tax_arrears", from: 5n, to: 0n, about: null },
    { kind: "act", fact: "serious_penalties_24m", from: 1, to: 0, about: "2028-10" },
    { kind: "act", fact: "tax_credit_grade", from: "D", to: "B", about: "2027-04" },
    { kind: "act", fact: "abnormal_listed", from: true, to: false, about: null },
    { kind: "act", fact: "electricity_no_arrears_12m", from: false, to: true, about: "2027-10" },
    {
      kind: "act",
      fact: "tax_last_paid_on",
      from: "2026-01-01",
      to: "2026-11-01",
      about: "2026-11",
    },
    { kind: "wait", fact: "established_months", from: 20, to: 24, about: "2027-02" },
    {
      kind: "wait",
      fact: "established_on",
      from: "2025-12-15",
      to: "2025-12-15",
      about: "2026-12",
    },
  ];
  test("a change has words, and its month", () => {
    for (const change of changes) {
      const said = text(locale, changeSentence(change));
      expect(said).not.toMatch(/[{}]|undefined|null|change/);
      expect(said).toContain(change.about?.slice(0, 4) ?? "");
    }
  });

  test("a fact within a sentence has no capital of its own in English", () => {
    const waits = changes.filter(({ kind }) => kind === "wait");
    const [name, within] =
      locale === "en"
        ? ["Time since establishment", "when time since establishment is"]
        : ["成立时间", "成立时间"];
    expect(text(locale, changeSentence(waits[0]!))).toContain(within);
    // At the beginning it has one.
    const condition: Condition = { fact: "established_months", operator: "gte", value: 24 };
    expect(
      text(locale, conditionSentence({ condition, value: 20, outcome: false, wanted: true })),
    ).toContain(name);
  });

  const needs: NeedChange[] = [
    { of: "amount", from: 500_000_000n, to: 300_000_000n },
    { of: "amount", from: 5_000_000n, to: 10_000_000n },
    { of: "term", from: 48, to: 36 },
    { of: "term", from: 1, to: 3 },
    { of: "guarantee", from: ["none"], to: "collateral" },
    { of: "opening", from: "2026-11-22", to: "2026-12-01" },
  ];
  test("so has another need", () => {
    for (const change of needs)
      expect(text(locale, needChangeSentence(change))).not.toMatch(/[{}]|undefined|null|change/);
  });

  test("asking for less is said with the most there is", () => {
    const said = text(locale, needChangeSentence(needs[0]!));
    expect(said).toMatch(locale === "en" ? /at most CNY\s3\smillion/ : /最多300\.00\s万元/);
  });

  test("a checklist says how good a value is, what would change it and what would settle it", () => {
    const [condition, value] = asked[0]!;
    const line = {
      asOf: "2026-09",
      coverage: { present: 10, expected: 12 },
      isDisputed: false,
      change: null,
      settledBy: null,
    } satisfies Partial<MatchView["checklist"][number]>;
    const drawn = draw(
      locale,
      <Checklist
        checklist={[
          {
            ...line,
            outcome: "failed",
            sentence: conditionSentence({ condition, value, outcome: false, wanted: true }),
            change: changeSentence(changes[0]!),
          },
          {
            ...line,
            outcome: "unknown",
            sentence: conditionSentence({ condition, value: null, outcome: null, wanted: true }),
            settledBy: "tax_declarations",
          },
        ]}
      />,
    );
    for (const part of locale === "en"
      ? ["As of Sep 2026", "10 of 12 months", "up to", "would tell"]
      : ["数据截至2026年9月", "10/12个月", "升到", "就能知道"])
      expect(drawn).toContain(part);
  });

  test("what remains unknown, what takes longest and what nobody can change are said", () => {
    const match = {
      verdict: "not_eligible",
      checks: [],
      rules: {
        verdict: "not_eligible",
        failing: [],
        counterfactual: { changes: changes.slice(0, 2), about: "2027-01", reaches: "unknown" },
        settling: null,
      },
    } as unknown as ProductMatch;
    const none = { ...match, rules: { ...match.rules, counterfactual: null } };
    const unknown = { ...match, verdict: "unknown" } as ProductMatch;
    expect(keys(locale, match).slice(2)).toEqual(["change.all_by", "change.then_unknown"]);
    expect(keys(locale, none)).toEqual(["change.none"]);
    expect(keys(locale, unknown)).toEqual(["settle.none"]);
    expect(keys(locale, unknown, true)).toEqual(["settle.disputed"]);
  });
});
