import { chmodSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Persona } from "@/db/client";
import { migrate } from "@/db/migrate";
import { personaUrl } from "@/db/personas";
import { isAlive } from "@/scripts/os-process";
import { endAbandonedServer, startCluster, type Cluster } from "@/scripts/postgres";
import { removeCluster } from "@/scripts/postgres-home";
import { createDatabase } from "@/scripts/postgres-roles";
import { generateSecrets, type KeptSecrets } from "@/scripts/secrets";

/** A cluster of one's own with one migrated database, gone afterwards: for tests, benches and faults. */
export type Scratch = {
  cluster: Cluster;
  /** Its own files: what a server keeps outside the database may stand here too. */
  directory: string;
  /** As the migrator. */
  databaseUrl: string;
  /** As the superuser, who bypasses row-level security. */
  adminUrl: string;
  personaUrl: (persona: Persona) => string;
  secrets: KeptSecrets;
  stop: () => Promise<void>;
};

const prefix = "xin-yi-dai-scratch-";

export async function startScratch(options: {
  database: string;
  durable: boolean;
}): Promise<Scratch> {
  await sweepAbandoned();
  const secrets = generateSecrets();
  const directory = mkdtempSync(path.join(tmpdir(), `${prefix}${process.pid}-`));
  // The server may run as another user, who must come through.
  chmodSync(directory, 0o711);
  let said = "";
  const cluster = await startCluster({
    directory: path.join(directory, "postgres"),
    password: secrets.postgresPassword,
    durable: options.durable,
    log: (text) => (said = (said + text).slice(-10_000)),
  });
  const stop = async () => {
    await cluster.stop();
    removeCluster(path.join(directory, "postgres"));
    rmSync(directory, { recursive: true, force: true });
  };
  try {
    const databaseUrl = await createDatabase(cluster, options.database, secrets.migratorPassword);
    await migrate({ databaseUrl, secrets, log: () => {} });
    return {
      cluster,
      directory,
      databaseUrl,
      adminUrl: cluster.adminUrl(options.database),
      personaUrl: (persona) => personaUrl(databaseUrl, secrets.personaSecret, persona),
      secrets,
      stop,
    };
  } catch (error) {
    await stop();
    throw new Error(`The scratch database was not migrated. The server said: ${said}`, {
      cause: error,
    });
  }
}

/** A run that was killed could stop nothing: its server and files are still there. */
async function sweepAbandoned() {
  for (const name of readdirSync(tmpdir()).filter((one) => one.startsWith(prefix))) {
    if (isAlive(Number.parseInt(name.slice(prefix.length), 10))) continue;
    const directory = path.join(tmpdir(), name);
    await endAbandonedServer(path.join(directory, "postgres"));
    removeCluster(path.join(directory, "postgres"));
    rmSync(directory, { recursive: true, force: true });
  }
}
