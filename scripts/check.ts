import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { missingPaths } from "@/scripts/check-docs";
import { tooOld } from "@/scripts/check-floors";
import { runCommand } from "@/scripts/stop";

const root = path.resolve(import.meta.dirname, "..");
const bin = (name: string) => path.join(root, "node_modules", ".bin", name);
const rooms = ["app", "components", "domain", "server", "db", "packages"];

/** One check: what it complains of, or nothing. */
type Check = { name: string; find: () => Promise<string> };
type Outcome = { name: string; complaint: string; seconds: number };

const checks: Check[] = [
  command("types", "tsc", ["--noEmit", "-p", "tsconfig.check.json"]),
  command("lint", "oxlint", ["--type-aware"]),
  command("boundaries", "depcruise", [...rooms, "--config", ".dependency-cruiser.cjs"]),
  command("unused", "knip", ["--no-progress"]),
  command("format", "oxfmt", ["--check", "."]),
  command("migrations", "drizzle-kit", ["check"]),
  { name: "migrations are complete", find: unwrittenMigration },
  { name: "paths in documents", find: async () => missingPaths(root).join("\n") },
  { name: "version floors", find: async () => tooOld(root).join("\n") },
];

function command(name: string, executable: string, args: string[]): Check {
  return {
    name,
    find: async () => {
      const { code, output } = await run(executable, args);
      return code === 0 ? "" : output || `${executable} ended with ${code}`;
    },
  };
}

function run(executable: string, args: string[]) {
  const child = spawn(bin(executable), args, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  return new Promise<{ code: number | null; output: string }>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, output: output.trim() }));
  });
}

const sqlFiles = (directory: string) =>
  readdirSync(directory).filter((file) => file.endsWith(".sql")).length;

/** drizzle-kit may write into a copy; a file more means that the schema is ahead of its migrations. */
async function unwrittenMigration() {
  const copy = mkdtempSync(path.join(tmpdir(), "migrations-"));
  const migrations = path.join(root, "db", "migrations");
  try {
    cpSync(migrations, copy, { recursive: true });
    const options = [
      "--dialect=postgresql",
      "--casing=snake_case",
      "--schema=./db/schema/index.ts",
    ];
    const out = path.relative(root, copy);
    const { code, output } = await run("drizzle-kit", ["generate", ...options, `--out=${out}`]);
    if (code !== 0) return output;
    if (sqlFiles(copy) === sqlFiles(migrations)) return "";
    return "db/schema is ahead of db/migrations: run npm run db:generate.";
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** Two at a time: the heavy ones keep a core busy each. */
async function runAll(): Promise<Outcome[]> {
  const waiting = [...checks];
  const outcomes: Outcome[] = [];
  const lane = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      const startedAt = performance.now();
      const complaint = await check.find();
      outcomes.push({
        name: check.name,
        complaint,
        seconds: (performance.now() - startedAt) / 1000,
      });
    }
  };
  await Promise.all([lane(), lane()]);
  return outcomes;
}

await runCommand(async () => {
  const outcomes = await runAll();
  for (const { name, complaint } of outcomes.filter((one) => one.complaint))
    console.log(`\n✗ ${name}\n${complaint}`);
  console.log();
  for (const { name, complaint, seconds } of outcomes)
    console.log(`${complaint ? "✗" : "✓"} ${name} (${seconds.toFixed(1)} s)`);
  const failed = outcomes.filter((one) => one.complaint).length;
  console.log(failed ? `check: ${failed} of ${outcomes.length} failed` : "check: all right");
  return failed ? 1 : 0;
});
