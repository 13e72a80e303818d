import { existsSync, globSync, readFileSync } from "node:fs";
import path from "node:path";

const documents = ["README.md", "GLOSSARY.md", "docs/**/*.md", "packages/*/README.md"];
const rooms =
  /^(app|components|domain|server|db|packages|tests|bench|docs|scripts|public|\.ci)\/[\w.()[\]/-]*$/;

/** Paths of the project that a document names in backticks and that are not there. */
export function missingPaths(root: string): string[] {
  return globSync(documents, { cwd: root }).flatMap((document) => {
    const text = readFileSync(path.join(root, document), "utf8");
    const named = [...text.matchAll(/`([^`\n]+)`/g)].map(([, code]) => code ?? "");
    return named
      .filter((code) => rooms.test(code))
      .filter((code) => !existsSync(path.join(root, code)))
      .map((code) => `${document} names ${code}, which does not exist`);
  });
}
