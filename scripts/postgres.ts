import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import {
  chownSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { commandLine, gone, isAlive } from "@/scripts/os-process";
import {
  findPostgresHome,
  makePrivateDirectory,
  type PostgresHome,
  type ServerUser,
} from "@/scripts/postgres-home";
import { Stop } from "@/scripts/stop";

export type ClusterOptions = {
  /** Where the cluster's files go; the port is kept beside them. */
  directory: string;
  /** Of the superuser `postgres`. */
  password: string;
  /** false: faster, and lost with the power. For tests only. */
  durable: boolean;
  log: (text: string) => void;
};

export type Cluster = {
  port: number;
  /** As the superuser, who bypasses row-level security: for setting up and for tests' controls. */
  adminUrl: (database?: string) => string;
  /** Resolves when the server has ended, for whatever reason. */
  ended: Promise<void>;
  stop: () => Promise<void>;
};

const withoutDurability = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"];
const settings = [
  "listen_addresses=127.0.0.1",
  "unix_socket_directories=",
  "max_connections=300",
  "shared_buffers=256MB",
  // Parallel queries otherwise take their memory from /dev/shm, which containers keep at 64 MB.
  "min_dynamic_shared_memory=64MB",
];

/** Creates the cluster where there is none, recovers from an unclean end, and starts the server. */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const home = findPostgresHome(path.resolve(options.directory));
  if (!existsSync(path.join(home.directory, "PG_VERSION"))) createCluster(home, options);
  await endAbandonedServer(home.directory);
  const { port, server } = await startOnFreePort(home, options);

  return {
    port,
    adminUrl: (database = "postgres") =>
      databaseUrl({ user: "postgres", password: options.password, port, database }),
    ended: new Promise((resolve) => server.once("exit", () => resolve())),
    stop: () => stopServer(server),
  };
}

export function databaseUrl(to: {
  user: string;
  password: string;
  port: number;
  database: string;
}) {
  return `postgresql://${to.user}:${encodeURIComponent(to.password)}@127.0.0.1:${to.port}/${to.database}`;
}

function createCluster({ native, directory, user }: PostgresHome, options: ClusterOptions) {
  // Under another name first: an interrupted initdb must not look like a cluster.
  const unfinished = `${directory}.new`;
  const passwordFile = path.join(mkdtempSync(path.join(tmpdir(), "xin-yi-dai-")), "password");
  rmSync(unfinished, { recursive: true, force: true });
  makePrivateDirectory(unfinished, user);
  writePassword(passwordFile, options.password, user);
  try {
    const { status, stderr } = spawnSync(
      path.join(native, "bin", "initdb"),
      [
        `--pgdata=${unfinished}`,
        "--username=postgres",
        `--pwfile=${passwordFile}`,
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--no-instructions",
        ...(options.durable ? [] : ["--no-sync"]),
      ],
      { ...user, cwd: unfinished, encoding: "utf8", env: { ...process.env, LC_ALL: "C" } },
    );
    if (status !== 0) throw new Stop(`The database could not be created: ${stderr.trim()}`);
    renameSync(unfinished, directory);
  } finally {
    rmSync(path.dirname(passwordFile), { recursive: true, force: true });
  }
}

function writePassword(file: string, password: string, user: ServerUser) {
  writeFileSync(file, `${password}\n`, { mode: 0o600 });
  if (!user) return;
  chownSync(path.dirname(file), user.uid, user.gid);
  chownSync(file, user.uid, user.gid);
}

/** A run that was killed leaves its server running, or a pid file naming nobody. */
export async function endAbandonedServer(directory: string) {
  const pidFile = path.join(directory, "postmaster.pid");
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, "utf8").split("\n")[0]);
  const isOurs = pid > 0 && isAlive(pid) && commandLine(pid).includes(realpathSync(directory));
  if (isOurs) {
    process.kill(pid, "SIGINT");
    if (!(await gone(pid, 15_000)))
      throw new Stop(`A PostgreSQL left by an earlier run (process ${pid}) does not stop: end it.`);
  }
  rmSync(pidFile, { force: true });
}

/** The same port as last time if it is still free, so that a kept connection string stays true. */
export async function keptPort(file: string) {
  const kept = existsSync(file) ? Number(readFileSync(file, "utf8")) : 0;
  const port = (kept && (await freePort(kept))) || (await freePort(0));
  if (!port) throw new Stop("No free port was found.");
  if (port !== kept) writeFileSync(file, `${port}\n`);
  return port;
}

/** The port itself, any free one for 0, or undefined where it is taken. */
export function freePort(port: number, host = "127.0.0.1") {
  return new Promise<number | undefined>((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(undefined));
    probe.listen({ port, host, exclusive: true }, () => {
      const address = probe.address();
      const found = typeof address === "object" && address ? address.port : undefined;
      probe.close(() => resolve(found));
    });
  });
}

/** Somebody may take a port between its being found free and the server's listening: then it is another. */
async function startOnFreePort(home: PostgresHome, options: ClusterOptions, attempts = 5) {
  const port = await keptPort(`${path.resolve(options.directory)}-port`);
  try {
    return { port, server: await startServer(home, port, options) };
  } catch (error) {
    const isTaken =
      error instanceof Stop && error.message.includes("could not create any TCP/IP sockets");
    if (!isTaken || attempts === 1) throw error;
    return startOnFreePort(home, options, attempts - 1);
  }
}

function startServer(
  { native, directory, user }: PostgresHome,
  port: number,
  options: ClusterOptions,
) {
  const server = spawn(
    path.join(native, "bin", "postgres"),
    ["-D", directory, "-p", String(port)].concat(
      [...settings, ...(options.durable ? [] : withoutDurability)].flatMap((one) => ["-c", one]),
    ),
    {
      ...user,
      cwd: directory,
      env: { ...process.env, LC_ALL: "C" },
      stdio: ["ignore", "ignore", "pipe"],
      // Its own process group: Ctrl-C reaches this process only, which then stops things in order.
      detached: true,
    },
  );
  return new Promise<ChildProcess>((resolve, reject) => {
    let said = "";
    const failed = () =>
      reject(
        new Stop(`The database did not start: ${said.trim().split("\n").slice(-3).join(" ")}`),
      );
    // Not "exit": what it said last may come after that.
    server.once("error", failed).once("close", failed);
    server.stderr.setEncoding("utf8").on("data", (text: string) => {
      options.log(text);
      said = (said + text).slice(-4000);
      if (!said.includes("database system is ready to accept connections")) return;
      server.off("close", failed);
      resolve(server);
    });
  });
}

async function stopServer(server: ChildProcess) {
  const hasEnded = () => server.exitCode !== null || server.signalCode !== null;
  if (hasEnded()) return;
  const ended = new Promise<void>((resolve) => server.once("exit", () => resolve()));
  server.kill("SIGINT");
  const impatience = setTimeout(() => server.kill("SIGQUIT"), 20_000);
  await ended;
  clearTimeout(impatience);
}
