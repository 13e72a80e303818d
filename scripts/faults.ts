import { globSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { z } from "zod";
import { runCommand, Stop } from "@/scripts/stop";
import type { Fault } from "@/tests/faults/frame/fault";
import { runFault } from "@/tests/faults/frame/run-fault";

const root = path.resolve(import.meta.dirname, "..");
const usage = "npm run faults -- NAME [--rounds N] [--seconds N] [--n N]";
const count = z.coerce.number().int().positive().optional();
const Options = z.object({ rounds: count, seconds: count, n: count });

/** The last line is one JSON object of counts; it fails where `failures` is not zero. */
await runCommand(async () => {
  const { name, options } = readArguments();
  const harnesses = globSync("tests/faults/*.ts", { cwd: root }).filter(
    (file) => !file.endsWith(".test.ts"),
  );
  const faults = await Promise.all(harnesses.toSorted().map(load));
  const fault = faults.find((one) => one.name === name);
  if (!fault) throw new Stop(`${usage}\nKnown: ${faults.map((one) => one.name).join(", ")}.`);

  const counts = await runFault(fault, options, (line) => console.error(line));
  console.log(JSON.stringify({ fault: fault.name, ...counts }));
  return counts.failures === 0 ? 0 : 1;
});

function readArguments() {
  try {
    const text = { type: "string" } as const;
    const { values, positionals } = parseArgs({
      options: { rounds: text, seconds: text, n: text },
      allowPositionals: true,
    });
    return { name: positionals[0], options: Options.parse(values) };
  } catch {
    throw new Stop(usage);
  }
}

async function load(file: string): Promise<Fault> {
  const exported: { fault?: Fault } = await import(pathToFileURL(path.join(root, file)).href);
  if (!exported.fault) throw new Stop(`${file} exports no \`fault\`.`);
  return exported.fault;
}
