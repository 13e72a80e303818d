import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { truthAt, truthsOf } from "@/domain/matching/columnar";
import { columnsOf } from "@/domain/matching/columns";
import { evaluate, type Facts, type Truth } from "@/domain/matching/evaluate";
import { personas } from "@/db/client";
import { poolOf } from "@/tests/database";
import { absurdFirms, asOf, firms, operators, rules } from "@/tests/drawn-rules";
import { mutateGate, restoreGate } from "@/tests/mutate-gate";
import { withChange } from "@/tests/mutants";

const admin = poolOf("admin");
const migrator = poolOf("migrator");

type Truths = Truth[][];
const oneByOne = (judge: typeof evaluate, all: readonly Facts[]): Truths =>
  all.map((facts) => rules.map((rule) => judge(rule, facts, asOf)));
function allAtOnce(
  compile: typeof columnsOf,
  judge: typeof truthsOf,
  all: readonly Facts[],
): Truths {
  const columns = compile(rules, asOf);
  return all.map((facts) => {
    const truths = judge(columns, facts);
    return rules.map((_, index) => truthAt(truths, index));
  });
}
/** All rules of all firms in the database: an expression a rule, a row a firm. */
async function inDatabase(): Promise<Truths> {
  const judged = await admin.query<{ truths: Truth[] }>(
    `select array[${(await expressionsOf(rules)).join(", ")}] as truths from public.firms as f order by position`,
  );
  return judged.rows.map(({ truths }) => truths);
}
async function expressionsOf(asked: readonly unknown[]): Promise<(string | null)[]> {
  const { rows } = await admin.query<{ said: string | null }>(
    "select gate.rule_sql(rule, $2::date) as said from jsonb_array_elements($1::jsonb) with ordinality as rules (rule, nth) order by nth",
    [JSON.stringify(asked), asOf],
  );
  return rows.map(({ said }) => said);
}

/** The first pair of which two say different things, so that it can be understood. */
function difference(one: Truths, other: Truths, all = firms): unknown {
  for (const [firm, truths] of one.entries()) {
    const rule = truths.findIndex((truth, index) => truth !== other[firm]?.[index]);
    const pair = { rule: rules[rule], facts: all[firm] };
    if (rule !== -1) return { ...pair, says: truths[rule], other: other[firm]?.[rule] };
  }
  return null;
}

const expected = oneByOne(evaluate, firms);

beforeAll(async () => {
  await admin.query(
    "create table public.firms as select 0 as position, facts.* from vault.matching_facts as facts with no data",
  );
  const rows = firms.map((facts, position) => ({
    position,
    ...Object.fromEntries(
      [...facts].map(([code, value]) => [code, typeof value === "bigint" ? String(value) : value]),
    ),
  }));
  await admin.query(
    "insert into public.firms select * from jsonb_populate_recordset(null::public.firms, $1)",
    [JSON.stringify(rows)],
  );
});
afterAll(() => admin.query("drop table public.firms"));

describe("one product, all products at once, and all enterprises in the database", () => {
  test("say the same of more than a hundred thousand pairs", async () => {
    expect(rules.length * firms.length).toBeGreaterThan(100_000);
    expect(difference(expected, allAtOnce(columnsOf, truthsOf, firms))).toBeNull();
    expect(difference(expected, await inDatabase())).toBeNull();
    const truths = expected.flat();
    for (const truth of [true, false, null])
      expect(truths.filter((one) => one === truth).length).toBeGreaterThan(15_000);
  });

  test("each operator came out every way", () => {
    for (const operator of operators) {
      const seen = rules.flatMap((rule, index) =>
        "fact" in rule && rule.operator === operator ? expected.map((truths) => truths[index]) : [],
      );
      expect({ operator, ways: new Set(seen).size }).toEqual({ operator, ways: 3 });
    }
  });

  test("values of the wrong kind are unknown to both that can meet them", () => {
    const one = oneByOne(evaluate, absurdFirms);
    const other = allAtOnce(columnsOf, truthsOf, absurdFirms);
    expect(difference(one, other, absurdFirms)).toBeNull();
  });
});

const [single, columns, columnar] = ["evaluate", "columns", "columnar"].map(
  (name) => `domain/matching/${name}.ts`,
) as [string, string, string];

describe("a change of any one of them is noticed", () => {
  test.each<[from: string, to: string]>([
    ['a >= b);\n    case "gt"', 'a > b);\n    case "gt"'],
    ["(a, b) => a > b);", "(a, b) => a >= b);"],
    ['a <= b);\n    case "lt"', 'a < b);\n    case "lt"'],
    ["(a, b) => a < b);", "(a, b) => a <= b);"],
    ["!(a < b) && !(a > b)", "!(a < b)"],
    ["isOver && ordered(value, threshold.max, (a, b) => a <= b)", "isOver"],
    ["threshold.min, (a, b) => a >= b", "threshold.min, (a, b) => a > b"],
    ["threshold.includes(value)", "threshold[0] === value"],
    ['truth === null ? null : !truth;\n    }\n    case "eq"', 'truth;\n    }\n    case "eq"'],
    ["? isMember(value, threshold)", "? value <= threshold"],
    ['"boolean" ? value : null', '"boolean" ? true : null'],
    ['"boolean" ? !value : null', '"boolean" ? value : null'],
    ["? value <= threshold : null", "? value < threshold : null"],
    ["? value >= threshold : null", "? value > threshold : null"],
    ["? value >= windowStart(", "? value > windowStart("],
    ["? value < windowStart(", "? value <= windowStart("],
    ["addMonthsToDay(addDays(asOf, 1), -months)", "addMonthsToDay(asOf, -months)"],
    ["if (truth === false) return false;", ""],
    ["if (truth === true) return true;", ""],
    ["return isUnknown ? null : true;", "return true;"],
    ["return isUnknown ? null : false;", "return false;"],
    ["|| isDay(value)) return null;", ") return null;"],
  ])("one by one: %j as %j", async (from, to) => {
    const { evaluate: changed } = await withChange<{ evaluate: typeof evaluate }>([single], {
      file: single,
      from,
      to,
    });
    const all = [...firms, ...absurdFirms];
    expect(
      difference(oneByOne(changed, all), allAtOnce(columnsOf, truthsOf, all), all),
    ).not.toBeNull();
  });

  test.each<[file: string, from: string, to: string]>([
    [columns, 'gte: "lt"', 'gte: "lte"'],
    [columns, 'lt: "gte"', 'lt: "gt"'],
    [columns, 'gt: "lte"', 'gt: "lt"'],
    [columns, 'lte: "gt"', 'lte: "gte"'],
    [columns, 'member: "stranger"', 'member: "member"'],
    [columns, 'stranger: "member"', 'stranger: "stranger"'],
    [columns, 'yes: "no"', 'yes: "yes"'],
    [columns, 'no: "yes"', 'no: "no"'],
    [columns, "{ min: value, max: value }", "{ min: value, max: value + 1 }"],
    [columns, 'operator: "gte", value: range.min', 'operator: "gt", value: range.min'],
    [columns, 'operator: "lte", value: range.max', 'operator: "lt", value: range.max'],
    [columns, '"on_or_before" ? "lte" : "gte"', '"on_or_before" ? "lt" : "gte"'],
    [columns, '"on_or_before" ? "lte" : "gte"', '"on_or_before" ? "lte" : "gt"'],
    [columns, '"within_months" ? "gte" : "lt"', '"within_months" ? "gt" : "lt"'],
    [columns, '"within_months" ? "gte" : "lt"', '"within_months" ? "gte" : "lte"'],
    [columns, '"not_in" ? "stranger" : "member"', '"not_in" ? "member" : "member"'],
    [columns, 'operator === "eq" ? null : value', "value"],
    [columns, '"is_true" ? "yes" : "no"', '"is_true" ? "yes" : "yes"'],
    [columns, "isNegated ? opposites[question.asks] : question.asks", "question.asks"],
    [columns, "place(part.not, slot, !isNegated)", "place(part.not, slot, isNegated)"],
    [columns, "isNegated ? newSlot(slot) : slot", "slot"],
    [columns, "isNegated ? slot : newSlot(slot)", "slot"],
    [columns, "return placeAll(ends, slot, isNegated)", "return placeAll(ends, slot, false)"],
    [columns, "a.bound - b.bound", "b.bound - a.bound"],
    [columns, ": JSON.stringify([asks, members])", ": asks"],
    [
      columnar,
      "MAX_SAFE_INTEGER) return Infinity;",
      "MAX_SAFE_INTEGER) return Number.MAX_SAFE_INTEGER;",
    ],
    [columnar, "? -Infinity : Number(value)", "? Number.MIN_SAFE_INTEGER : Number(value)"],
    [columnar, "Uint8Array.of(isFalse, 0, isUnknown)", "Uint8Array.of(isFalse, 0, isFalse)"],
    [
      columnar,
      "Uint8Array.of(0, isFalse, isUnknown, isFalse)",
      "Uint8Array.of(0, isFalse, isUnknown, isUnknown)",
    ],
    [columnar, "(!isStrict && bound === value)", "bound === value"],
    [columnar, "bound > value || (!isStrict && bound === value)", "bound > value"],
    [columnar, "low = middle + 1", "low = middle + 2"],
    [columnar, "if (isMember !== (", "if (isMember === ("],
    [columnar, "else if (value !== (", "else if (value === ("],
    [columnar, "0, count, isUnknown, state)", "0, count, isFalse, state)"],
    [columnar, "slot -= 1", "slot -= 2"],
    [columnar, '"string" && !isDay(value)', '"string"'],
    [columnar, "isDay(value) ? dayCode(value) : null", "dayCode(String(value))"],
  ])("all at once: %s with %j as %j", async (file, from, to) => {
    const planted = { file, from, to };
    const { columnsOf: compile } =
      file === columns
        ? await withChange<{ columnsOf: typeof columnsOf }>([columns], planted)
        : { columnsOf };
    const { truthsOf: judge } =
      file === columnar
        ? await withChange<{ truthsOf: typeof truthsOf }>([columnar], planted)
        : { truthsOf };
    const all = [...firms, ...absurdFirms];
    const found = allAtOnce(compile, judge, all);
    expect(difference(oneByOne(evaluate, all), found, all)).not.toBeNull();
  });

  test.each<[from: string, to: string]>([
    ["col || ' >= ' ||", "col || ' > ' ||"],
    ["col || ' > ' ||", "col || ' >= ' ||"],
    ["col || ' <= ' ||", "col || ' < ' ||"],
    ["col || ' < ' ||", "col || ' <= ' ||"],
    ["col || ' = ' ||", "col || ' <= ' ||"],
    ["' and ' || gate.number_sql(value -> 'max')", "' and ' || gate.number_sql(value -> 'min')"],
    ["' between '", "' not between '"],
    ["'%s <> all (%L::text[])'", "'%s <> any (%L::text[])'"],
    ["else '%s = any (%L::text[])'", "else '%s = all (%L::text[])'"],
    ["operator <> 'eq' and jsonb", "jsonb"],
    ["when 'is_true' then col", "when 'is_true' then 'true'"],
    ["'not ' || col", "col"],
    ["then '<=' else '>=' end, text_value", "then '<' else '>=' end, text_value"],
    ["then '<=' else '>=' end, text_value", "then '<=' else '>' end, text_value"],
    ["then '>=' else '<' end,", "then '>' else '<' end,"],
    ["then '>=' else '<' end,", "then '>=' else '<=' end,"],
    ["p_as_of + 1 - make_interval", "p_as_of - make_interval"],
    ["'(not ' ||", "'(' ||"],
    ["when 'all' then ' and ' else ' or '", "when 'all' then ' and ' else ' and '"],
    ["when 'all' then ' and ' else ' or '", "when 'all' then ' or ' else ' or '"],
    ["'null::boolean'", "'false'"],
    ["then '%L::bigint'", "then '%L::integer'"],
  ])("in the database: %j as %j", async (from, to) => {
    await mutateGate(migrator, "37", from, to);
    // A change that makes the database refuse is noticed as well.
    const found = await inDatabase().catch(() => []);
    await restoreGate(migrator);
    expect(difference(expected, found)).not.toBeNull();
  });
});

describe("an expression", () => {
  const leaf = { fact: "established_months", operator: "gte", value: 12 };
  const nested = (depth: number) =>
    Array.from({ length: depth }).reduce<unknown>((part) => ({ not: part }), leaf);

  test("is made of the columns of facts and of quoted values", async () => {
    const injected = ["'; drop table x; --", "\\'); --"];
    const said = await expressionsOf([
      { fact: "month", operator: "in", value: ["2026-10"] },
      { fact: "enterprise_id", operator: "eq", value: "x" },
      { fact: 'established_months" is null or "x', operator: "gte", value: 1 },
      { fact: "established_months", operator: "gte", value: "1; drop table x" },
      { fact: "district", operator: "in", value: injected },
    ]);
    expect(said.slice(0, 4)).toEqual(Array(4).fill("null::boolean"));
    const { rows } = await admin.query<{ is: boolean }>(
      `select ${said[4]} as is from (select unnest($1::text[]) as district) as f`,
      [[...injected, "x"]],
    );
    expect(rows.map((row) => row.is)).toEqual([true, true, false]);
  });

  test("there is none of what is no rule, or is too deep or too long", async () => {
    const leaves = (count: number) => Array.from({ length: count }, () => leaf);
    const long = (count: number) => ({ all: [{ any: leaves(30) }, { any: leaves(count - 30) }] });
    const none = [null, 1, [], {}, { all: [] }, { all: leaf }, { any: [leaf, 1] }, { not: [] }];
    expect(await expressionsOf([...none, nested(9), long(61)])).toEqual(
      Array(none.length + 2).fill(null),
    );
    for (const said of await expressionsOf([nested(8), long(60)])) expect(said).not.toBeNull();
  });

  test("is nothing a persona can ask for", async () => {
    for (const persona of personas)
      await expect(
        poolOf(persona).query("select gate.rule_sql($1, $2)", [leaf, asOf]),
      ).rejects.toThrow("permission denied");
  });
});
