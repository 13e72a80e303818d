import { createWriteStream, existsSync, mkdirSync, renameSync, statSync } from "node:fs";
import path from "node:path";

const largest = 20 * 1024 * 1024;

export type Log = {
  /** Takes output in any pieces; every line becomes a JSON line. */
  write: (text: string) => void;
  /** The last lines, for saying why something ended. */
  tail: () => string;
  file: string;
};

/** One file per process in the directory; a large one is kept once as `.1`. */
export function openLog(directory: string, name: string): Log {
  mkdirSync(directory, { recursive: true });
  const file = path.join(directory, `${name}.jsonl`);
  if (existsSync(file) && statSync(file).size > largest) renameSync(file, `${file}.1`);
  const stream = createWriteStream(file, { flags: "a" });
  let rest = "";
  let last: string[] = [];
  return {
    file,
    write(text) {
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      const said = lines.filter((line) => line.trim() !== "");
      last = [...last, ...said].slice(-5);
      for (const line of said) stream.write(`${asJson(line, name)}\n`);
    },
    tail: () => [...last, rest].join("\n").trim(),
  };
}

function asJson(line: string, name: string) {
  if (line.startsWith("{") && line.endsWith("}")) return line;
  return JSON.stringify({ time: new Date().toISOString(), name, msg: line });
}
