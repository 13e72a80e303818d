import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

/**
 * A module as it would be with one change planted in `file`, which it is or imports. `files` are the
 * module first and whatever lies between; what else they import stays as it is. Throws where the
 * change is not of exactly one place.
 */
export async function withChange<Module>(
  files: readonly string[],
  { file, from, to }: { file: string; from: string; to: string },
): Promise<Module> {
  const folder = mkdtempSync(join(tmpdir(), "mutant-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const copied = new Map(files.map((path) => [resolve(root, path), join(folder, basename(path))]));
  for (const path of files) {
    const text = readFileSync(resolve(root, path), "utf8");
    const parts = text.split(from);
    if (path === file && parts.length !== 2)
      throw new Error(`${file} says ${parts.length - 1} times: ${from}`);
    const changed = path === file ? parts.join(to) : text;
    const here = dirname(resolve(root, path));
    const placed = changed.replaceAll(
      /from "(@\/|\.)([^"]*)"/g,
      (_all, start: string, rest: string) => {
        const target = `${start === "@/" ? resolve(root, rest) : resolve(here, `.${rest}`)}.ts`;
        return `from ${JSON.stringify(copied.get(target) ?? target)}`;
      },
    );
    writeFileSync(join(folder, basename(path)), placed);
  }
  const [entry = ""] = copied.values();
  return (await import(/* @vite-ignore */ entry)) as Module;
}
