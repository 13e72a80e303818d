import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { planted } from "@/tests/consent-model/planted";
import { describeShared, hasShared, readShared } from "./shared-folder";

/** Sahamati certification framework (Apache-2.0): the numbers only. */
const lists = ["aa", "fip", "fiu"] as const;
const root = new URL("../../", import.meta.url);
const page = readFileSync(new URL("docs/consent-scenarios.md", root), "utf8");

const idsOf = (list: string) =>
  [...readShared(`vectors/consent/${list}.md`).matchAll(/^\|\s*(\d{4})\s*\|/gm)].map(
    ([, id]) => id!,
  );
const known = new Map(hasShared ? lists.map((list) => [list as string, idsOf(list)]) : []);

/** The table's rows: a list's name with its numbers, then two or four cells. */
const rows = page
  .split("\n")
  .filter((line) => /^\| (aa|fip|fiu) /.test(line))
  .map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );

/** `aa 1001, 1003–1005`: a span is of what the list has between its two ends. */
function scenariosIn(cell: string): string[] {
  const [list = "", ...rest] = cell.split(" ");
  const ids = known.get(list) ?? [];
  return rest
    .join("")
    .split(",")
    .flatMap((part) => {
      const [first = "", last = first] = part.split("–");
      for (const end of [first, last])
        if (!ids.includes(end)) throw new Error(`there is no ${list} ${end}`);
      return ids.filter((id) => first <= id && id <= last).map((id) => `${list} ${id}`);
    });
}

describeShared("consent scenarios nobody here made up", () => {
  test("each stands in the table exactly once, and nothing else does", () => {
    const all = [...known].flatMap(([list, ids]) => ids.map((id) => `${list} ${id}`));
    expect(all).toHaveLength(317);
    expect(rows.flatMap(([cell = ""]) => scenariosIn(cell)).toSorted()).toEqual(all.toSorted());
  });

  test("the text counts them rightly", () => {
    const tested = rows.filter((row) => row.length === 4);
    const counted = tested.flatMap(([cell = ""]) => scenariosIn(cell)).length;
    expect(page).toContain(`${counted} of them have a test`);
    expect(page).toContain(`for ${317 - counted} there is nothing here`);
  });
});

test("each test that the table names exists", () => {
  const tested = rows.filter((row) => row.length === 4);
  expect(tested.length).toBeGreaterThan(40);
  const missing = tested.filter(([, , file = "", title = ""]) => {
    const path = new URL(file.replaceAll("`", ""), root);
    return !existsSync(path) || !readFileSync(path, "utf8").includes(`"${title}"`);
  });
  expect(missing).toEqual([]);
  expect(rows.filter(({ length }) => length !== 2 && length !== 4)).toEqual([]);
});

test("each planted change is listed, and no other", () => {
  const listed = page.split("each noticed:\n")[1]?.match(/(?<=^- ).*$/gm);
  expect(listed).toEqual(planted.map(([name]) => name));
});
