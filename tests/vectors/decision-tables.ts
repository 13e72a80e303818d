import { truthAt, truthsOf } from "@/domain/matching/columnar";
import { columnsOf } from "@/domain/matching/columns";
import { evaluate, type Facts } from "@/domain/matching/evaluate";
import type { Condition } from "@/domain/products/rule";

/** A DMN decision table as rules of ours: what each row asks, and what it says. */
export type Table = {
  hitPolicy: "UNIQUE" | "PRIORITY" | "COLLECT";
  inputs: string[];
  rows: { rule: { all: Condition[] }; says: string }[];
  /** The outputs a PRIORITY table prefers, first to last. */
  priority: string[];
};

const asOf = "2026-10-31";

/** The table of a decision or of a business knowledge model in a DMN 1.x file. */
export function tableOf(file: string, name: string): Table {
  const element = inner(file, `(?:decision|businessKnowledgeModel) name="${name}"`);
  const table = element.match(/<decisionTable [\s\S]*<\/decisionTable>/)?.[0];
  if (!table) throw new Error(`${name} has no table`);
  const inputs = all(table, "inputExpression").map(textOf);
  return {
    hitPolicy: (table.match(/hitPolicy="(\w+)"/)?.[1] ?? "UNIQUE") as Table["hitPolicy"],
    inputs,
    rows: all(table, "rule").map((row) => ({
      rule: {
        all: all(row, "inputEntry").flatMap((entry, at) =>
          conditions(inputs[at] ?? "", textOf(entry)),
        ),
      },
      says:
        stringsIn(textOf(all(row, "outputEntry")[0] ?? ""))[0] ??
        textOf(row.split("<outputEntry")[1] ?? ""),
    })),
    priority: stringsIn(textOf(all(table, "outputValues")[0] ?? "")),
  };
}

/** What every row hit says, by both evaluators, which must agree; a row unknown is not hit. */
export function hits({ rows }: Table, facts: Facts): string[] {
  const rules = rows.map(({ rule }) => rule);
  const truths = truthsOf(columnsOf(rules, asOf), facts);
  return rows.flatMap(({ rule, says }, index) => {
    const truth = evaluate(rule, facts, asOf);
    if (truth !== truthAt(truths, index)) throw new Error(`two answers to ${JSON.stringify(rule)}`);
    return truth ? [says] : [];
  });
}

/** The table's answer by its hit policy; null where no row is hit. */
export function answer(table: Table, facts: Facts): string | null {
  const said = hits(table, facts);
  if (table.hitPolicy === "COLLECT")
    return String(said.reduce((sum, points) => sum + Number(points), 0));
  if (table.hitPolicy === "PRIORITY")
    return table.priority.find((output) => said.includes(output)) ?? null;
  if (said.length > 1) throw new Error(`a unique table says ${said.join(" and ")}`);
  return said[0] ?? null;
}

/** A unary test of FEEL: a dash, a comparison, an interval, a flag, or a list of strings. */
function conditions(fact: string, test: string): Condition[] {
  if (test === "-") return [];
  if (test === "true" || test === "false")
    return [{ fact, operator: test === "true" ? "is_true" : "is_false" }];
  const compared = test.match(/^(<=|>=|<|>)(\d+)$/);
  if (compared) {
    const operator = ({ "<=": "lte", ">=": "gte", "<": "lt", ">": "gt" } as const)[
      compared[1] as "<"
    ];
    return [{ fact, operator, value: Number(compared[2]) }];
  }
  const interval = test.match(/^\[(\d+)\.\.(\d+)([\])])$/);
  if (interval) {
    const [min, max] = [Number(interval[1]), Number(interval[2])];
    if (interval[3] === "]") return [{ fact, operator: "between", value: { min, max } }];
    return [
      { fact, operator: "gte", value: min },
      { fact, operator: "lt", value: max },
    ];
  }
  const members = stringsIn(test);
  if (members.length === 0) throw new Error(`not a test our rules can ask: ${test}`);
  return [{ fact, operator: "in", value: members }];
}

const all = (text: string, tag: string) =>
  [...text.matchAll(new RegExp(`<${tag}[ >][\\s\\S]*?</${tag}>`, "g"))].map(([found]) => found);
const stringsIn = (text: string) => [...text.matchAll(/"([^"]*)"/g)].map(([, found = ""]) => found);
const plain = (text: string) =>
  text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

/** The text of an element. */
export function textOf(element: string): string {
  return plain(element.match(/<text>([\s\S]*?)<\/text>/)?.[1] ?? "").trim();
}

/** Everything of the element that is opened with these words. */
export function inner(file: string, opening: string): string {
  const found = file.match(
    new RegExp(`<${opening}[\\s\\S]*?</(?:decision|businessKnowledgeModel)>`),
  );
  if (!found) throw new Error(`the file has no ${opening}`);
  return found[0];
}
