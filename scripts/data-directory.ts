import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { commandLine, isAlive } from "@/scripts/os-process";
import { Stop } from "@/scripts/stop";

/** Step by step: Node's own recursive way does not return where nothing can be made, as in /proc. */
function makeDirectory(directory: string) {
  if (existsSync(directory)) return;
  makeDirectory(path.dirname(directory));
  mkdirSync(directory, { mode: 0o711 });
}

/** Takes the directory for this process alone; gives the way to let go of it. */
export function claimDataDirectory(directory: string) {
  const lock = path.join(directory, "in-use-by");
  try {
    makeDirectory(directory);
  } catch {
    throw new Stop(
      `DATA_DIR ${directory} cannot be created: choose a directory that can be written.`,
    );
  }
  const holder = existsSync(lock) ? Number(readFileSync(lock, "utf8")) : 0;
  // A pid alone may meanwhile belong to somebody else.
  if (
    holder &&
    holder !== process.pid &&
    isAlive(holder) &&
    commandLine(holder).includes("scripts")
  )
    throw new Stop(
      `${directory} is in use by another start (process ${holder}): stop that one, or set DATA_DIR.`,
    );
  rmSync(lock, { force: true });
  try {
    // The second of two that arrive here together fails.
    writeFileSync(lock, `${process.pid}\n`, { flag: "wx" });
  } catch {
    throw new Stop(`${directory} cannot be written, or another start has just taken it.`);
  }
  return () => rmSync(lock, { force: true });
}
