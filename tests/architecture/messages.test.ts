import {
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";

const root = path.resolve(import.meta.dirname, "../..");

/** What one file brings along: what it imports, and which words it takes or hands to the browser. */
type Source = { imports: string[]; taken: string[]; given: string[]; isClient: boolean };

const all = (text: string, form: RegExp) => [...text.matchAll(form)].map(([, found = ""]) => found);

function reader(folder: string) {
  const known = new Map<string, Source>();

  function resolve(from: string, name: string): string[] {
    const inside = name.startsWith("@/") ? path.join(folder, name.slice(2)) : "";
    const to = name.startsWith(".") ? path.resolve(path.dirname(from), name) : inside;
    if (to === "") return [];
    const found = [to, `${to}.tsx`, `${to}.ts`].find(
      (file) => existsSync(file) && statSync(file).isFile(),
    );
    return found ? [found] : [];
  }

  return (file: string): Source => {
    const before = known.get(file);
    if (before) return before;
    const text = readFileSync(file, "utf8");
    // A type is gone before anything reaches the browser.
    const code = text.replaceAll(/^import type .*?;$/gmsu, "");
    const lists = all(text, /namespaces=\{\[([^\]]*)\]/gu);
    const source = {
      imports: all(code, /(?:from|import)\s*\(?["']([^"']+)["']/gu).flatMap((name) =>
        resolve(file, name),
      ),
      taken: all(text, /useTranslations\(\s*["'`]([^."'`$]+)/gu),
      given: lists.flatMap((list) => all(list, /"([^"]+)"/gu)),
      isClient: /^\s*["']use client["']/u.test(text),
    };
    known.set(file, source);
    return source;
  };
}

/** For each page the namespaces that its parts in the browser take and nothing around them gives. */
function missing(folder: string): string[] {
  const read = reader(folder);
  const components = path.join(folder, "components") + path.sep;
  const app = path.join(folder, "app");

  function walk(file: string, inBrowser: boolean, seen: Set<string>, taken: Map<string, string>) {
    const { imports, taken: own, isClient } = read(file);
    const runsThere = inBrowser || isClient;
    if (seen.has(`${file} ${runsThere}`)) return;
    seen.add(`${file} ${runsThere}`);
    if (runsThere) for (const name of own) taken.set(name, path.relative(folder, file));
    for (const next of imports) if (next.startsWith(components)) walk(next, runsThere, seen, taken);
  }

  return globSync("app/**/{page,error,not-found,loading}.tsx", { cwd: folder }).flatMap((page) => {
    const file = path.join(folder, page);
    const layouts: string[] = [];
    for (let at = path.dirname(file); at.startsWith(app); at = path.dirname(at)) {
      const layout = path.join(at, "layout.tsx");
      if (existsSync(layout)) layouts.push(layout);
    }
    const seen = new Set<string>();
    const taken = new Map<string, string>();
    walk(file, false, seen, taken);
    const around = [...seen].map((one) => one.slice(0, one.lastIndexOf(" ")));
    const given = new Set([...around, ...layouts].flatMap((one) => read(one).given));
    return [...taken]
      .filter(([name]) => !given.has(name))
      .map(([name, where]) => `${page}: ${name}, which ${where} takes`);
  });
}

test("every page gives its parts in the browser the words they take", () => {
  expect(globSync("app/**/page.tsx", { cwd: root }).length).toBeGreaterThan(40);
  expect(missing(root)).toEqual([]);
});

const page = (inside: string) => `import { Form } from "@/components/form";
  import { Part } from "@/components/server-part";
  export default () => ${inside};`;

test("a page that forgets some is found, wherever they are taken", () => {
  const copy = mkdtempSync(path.join(tmpdir(), "words-"));
  const plant = (file: string, source: string) => {
    mkdirSync(path.dirname(path.join(copy, file)), { recursive: true });
    writeFileSync(path.join(copy, file), source);
  };
  try {
    plant(
      "components/form.tsx",
      `"use client"; import { Row } from "./row"; export const Form = () => useTranslations("needs.form");`,
    );
    plant("components/row.tsx", `export const Row = () => useTranslations("states");`);
    plant(
      "components/server-part.tsx",
      `import type { Form } from "@/components/form"; export const Part = () => useTranslations("products");`,
    );
    plant(
      "app/good/page.tsx",
      page(`<ClientMessages namespaces={["needs", "states"]}><Form /></ClientMessages>`),
    );
    plant(
      "app/half/page.tsx",
      page(`<ClientMessages namespaces={["needs"]}><Form /></ClientMessages>`),
    );
    plant("app/around/layout.tsx", `<ClientMessages namespaces={["states"]} />`);
    plant("app/around/page.tsx", page("<Form />"));
    plant("app/words/page.tsx", `import { Part } from "@/components/server-part";`);

    expect(missing(copy).toSorted()).toEqual([
      "app/around/page.tsx: needs, which components/form.tsx takes",
      "app/half/page.tsx: states, which components/row.tsx takes",
    ]);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
});
