import { mkdirSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { citySizeOf, keepCitySize } from "@/scripts/city-size";
import { claimDataDirectory } from "@/scripts/data-directory";
import { resetData } from "@/scripts/reset-data";
import { operatorEnvironment } from "@/scripts/serve";
import { startStack, type Started } from "@/scripts/stack";
import { runCommand, Stop } from "@/scripts/stop";

const usage = "npm run db:reset [city -- --enterprises N]";

/** The size of the city to fill at once; null: nothing is filled. */
function asked(): number | null {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { enterprises: { type: "string" } },
    });
    if (positionals.length === 0 && values.enterprises === undefined) return null;
    if (positionals.join() !== "city") throw new Stop(usage);
    return citySizeOf(values.enterprises ?? "3000");
  } catch (error) {
    throw error instanceof Stop ? error : new Stop(`${String(error)}\n${usage}`);
  }
}

await runCommand(async () => {
  const enterprises = asked();
  const environment = operatorEnvironment();
  if (environment.DATABASE_URL)
    throw new Stop("A database that DATABASE_URL names is never reset.");
  const directory = path.resolve(environment.DATA_DIR);
  await resetData(directory);
  console.log(`The database in ${directory} is gone; npm start fills a new one.`);
  if (enterprises === null) return 0;

  mkdirSync(directory, { recursive: true });
  keepCitySize(directory, enterprises);
  const ending = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.on(signal, () => ending.abort(new Stop("Interrupted: npm run db:reset starts over.")));
  const release = claimDataDirectory(directory);
  const started: Started = [];
  try {
    await startStack(
      {
        environment: { ...environment, DEMO: true },
        web: null,
        enterprises,
        durable: true,
        say: (line) => console.log(line),
        signal: ending.signal,
        onBroken: (reason) => ending.abort(reason),
      },
      started,
    );
    console.log(
      `The city has ${enterprises.toLocaleString("en")} enterprises; npm start serves it.`,
    );
  } finally {
    for (let stop = started.pop(); stop; stop = started.pop()) await stop();
    release();
  }
  return 0;
});
process.exit();
