import { globSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Bench } from "@/bench/frame/bench";
import { startScratch, type Scratch } from "@/scripts/scratch-cluster";
import { runCommand, Stop } from "@/scripts/stop";

const root = path.resolve(import.meta.dirname, "..");

/** `npm run bench [-- NAME…]`: one JSON object per line; a name chooses every bench that starts with it. */
await runCommand(async () => {
  const wanted = process.argv.slice(2);
  const found = await Promise.all(globSync("bench/*.ts", { cwd: root }).toSorted().map(load));
  const chosen = found.filter(
    ({ name }) =>
      !wanted.length || wanted.some((one) => name === one || name.startsWith(`${one}.`)),
  );
  if (!chosen.length)
    throw new Stop(`There is no such bench. Known: ${found.map(({ name }) => name).join(", ")}.`);

  let scratch: Promise<Scratch> | undefined;
  const context = {
    scratch: () => (scratch ??= startScratch({ database: "bench", durable: true })),
    say: (line: string) => console.error(line),
  };
  try {
    for (const bench of chosen)
      for await (const line of bench.run(context)) console.log(JSON.stringify(line));
  } finally {
    await (await scratch)?.stop();
  }
  return 0;
});

async function load(file: string): Promise<Bench> {
  const exported: { bench?: Bench } = await import(pathToFileURL(path.join(root, file)).href);
  if (!exported.bench) throw new Stop(`${file} exports no \`bench\`.`);
  return exported.bench;
}
