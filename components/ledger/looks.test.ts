import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import en from "@/components/messages/en/consents.json" with { type: "json" };
import zh from "@/components/messages/zh-CN/consents.json" with { type: "json" };

/** Written into the platform's or a bank's own chain, which no enterprise sees; or no action at all. */
const elsewhere = /^(keys|notice|template|witness)\.|^predicate\.propose$/;

const sql = globSync("db/gate/*.sql")
  .map((file) => readFileSync(file, "utf8"))
  .join("\n");
const calls = [...sql.matchAll(/ledger_append\([^;]*/g)].map(([call]) => call);
const actions = new Set(
  calls.flatMap((call) =>
    [...call.matchAll(/'([a-z]+\.[a-z]+)'/g)].map(([, action = ""]) => action),
  ),
);

test("every line that a function writes into an enterprise's chain has a sentence", () => {
  expect(actions.size).toBeGreaterThan(15);
  const shown = [...actions].filter((action) => !elsewhere.test(action));
  for (const { looks } of [zh, en]) {
    const sentences: Record<string, string> = looks.action;
    expect(shown.filter((action) => !sentences[action.replaceAll(".", "_")])).toEqual([]);
  }
});
