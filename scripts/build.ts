import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, globSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { generateSecrets, secretVariables } from "@/scripts/secrets";
import { Stop } from "@/scripts/stop";

const root = fileURLToPath(new URL("..", import.meta.url));
const stampFile = path.join(root, ".next", "BUILD");
const rooms = ["app", "components", "domain", "server", "db", "packages", "public"];
const single = ["*.{js,ts,mjs}", "package-lock.json", "tsconfig.json"];
const notBuilt = /\.(test\.tsx?|sql|md)$|^(next-env\.d|vitest\.config|playwright\.config)\.ts$/;

/** Builds the web app unless the sources are those of the last build. */
export async function buildIfStale(say: (line: string) => void, signal: AbortSignal) {
  const wanted = sourcesHash();
  if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === wanted) return;
  const startedAt = performance.now();
  say("Building the web app (once per change of the sources) …");
  await build(signal);
  writeFileSync(stampFile, wanted);
  say(`Built in ${((performance.now() - startedAt) / 1000).toFixed(0)} s.`);
}

function sourcesHash() {
  const hash = createHash("sha256");
  for (const file of [
    ...rooms.flatMap(filesUnder),
    ...globSync(single, { cwd: root }),
  ].toSorted()) {
    if (notBuilt.test(file)) continue;
    const content = readFileSync(path.join(root, file));
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex");
}

function filesUnder(room: string) {
  const directory = path.join(root, room);
  if (!existsSync(directory)) return [];
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)));
}

async function build(signal: AbortSignal) {
  let said = "";
  const child = spawn(
    process.execPath,
    [path.join(root, "node_modules", "next", "dist", "bin", "next"), "build"],
    {
      cwd: root,
      env: {
        ...process.env,
        ...placeholders(),
        NODE_ENV: "production",
        NEXT_TELEMETRY_DISABLED: "1",
      },
      stdio: ["ignore", "pipe", "pipe"],
      signal,
    },
  );
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => (said = (said + text).slice(-20_000)));
  const code = await new Promise<number | null>((resolve, reject) =>
    child.once("error", reject).once("exit", resolve),
  );
  if (code !== 0) throw new Stop(`The web app could not be built:\n${said.trim()}`);
}

/** Building evaluates modules that read the environment; nothing of it ends up in the build. */
function placeholders() {
  return {
    ...secretVariables(generateSecrets()),
    DATABASE_URL: "postgresql://nobody@127.0.0.1:1/none",
    APP_URL: "http://localhost:3000",
    DEMO: "0",
  };
}
