import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { calculateJwkThumbprint } from "jose";
import { migrate } from "@/db/migrate";
import { buildIfStale } from "@/scripts/build";
import { answers, supervise, type Child } from "@/scripts/children";
import { checkDatabase } from "@/scripts/database-check";
import { keptCitySize } from "@/scripts/city-size";
import { demoSignIns, fillIfEmpty } from "@/scripts/demo";
import { openLog } from "@/scripts/logs";
import { freePort, keptPort, startCluster } from "@/scripts/postgres";
import { createDatabase } from "@/scripts/postgres-roles";
import { keptSecrets, productionSecrets, secretVariables, type Secrets } from "@/scripts/secrets";
import { Stop } from "@/scripts/stop";
import type { OperatorEnvironment } from "@/server/environment";

export type StackOptions = {
  environment: OperatorEnvironment;
  /** What serves the pages: the production build, Next's development server, or nothing: only the city is filled. */
  web: "start" | "dev" | null;
  /** How many enterprises the demo city has, unless this installation's was made of another size. */
  enterprises: number;
  /** false for tests: faster, and lost with the power. */
  durable: boolean;
  say: (line: string) => void;
  /** Aborted when nobody waits for the start any more. */
  signal: AbortSignal;
  /** Called when a part has ended for good; the stack is still to be stopped. */
  onBroken: (reason: Stop) => void;
};

export type Stack = {
  address: string;
  /** As the migrator. */
  databaseUrl: string;
  /** As the superuser of the embedded cluster. */
  adminUrl: string | undefined;
  secrets: Secrets;
  signIns: string[];
};

/** How to stop what has been started; to be called last first. */
export type Started = (() => Promise<void>)[];

/**
 * Starts everything in order and resolves when the web app can really serve. Each part that runs is
 * pushed to `started` at once, so that an interrupted or failed start can be undone as well.
 */
export async function startStack(options: StackOptions, started: Started): Promise<Stack> {
  const { environment, signal, say } = options;
  const dataDirectory = path.resolve(environment.DATA_DIR);
  const logs = path.join(dataDirectory, "logs");
  const address = environment.APP_URL ?? `http://localhost:${environment.PORT}`;
  const isEmbedded = !environment.DATABASE_URL;
  const isDemo = environment.DEMO ?? isEmbedded;
  mkdirSync(logs, { recursive: true });

  if (options.web && !(await freePort(environment.PORT, "localhost")))
    throw new Stop(`Port ${environment.PORT} is in use: stop what uses it, or set PORT.`);
  const secrets = chooseSecrets(environment, isDemo, dataDirectory);
  const { databaseUrl, adminUrl } = environment.DATABASE_URL
    ? { databaseUrl: environment.DATABASE_URL, adminUrl: undefined }
    : await embedded(options, dataDirectory, started);
  signal.throwIfAborted();
  await checkDatabase(databaseUrl);
  // For commands that talk to a running instance; as secret as the secrets beside it.
  writeFileSync(path.join(dataDirectory, "database-url"), databaseUrl, { mode: 0o600 });
  await migrate({ databaseUrl, secrets, log: openLog(logs, "migrate").write });
  if (options.web === "start") await buildIfStale(say, signal);

  const variables: Record<string, string> = {
    ...secretVariables(secrets),
    PORT: String(environment.PORT),
    DATA_DIR: dataDirectory,
    DATABASE_URL: databaseUrl,
    APP_URL: address,
    NEXTAUTH_URL: address,
    DEMO: isDemo ? "1" : "0",
    LOG_LEVEL: environment.LOG_LEVEL,
    CIPHER_SUITE: environment.CIPHER_SUITE,
    ...(environment.KEY_ENCRYPTION_KEY_PREVIOUS
      ? { KEY_ENCRYPTION_KEY_PREVIOUS: environment.KEY_ENCRYPTION_KEY_PREVIOUS }
      : {}),
    ...(environment.SMTP_URL ? { SMTP_URL: environment.SMTP_URL } : {}),
    NODE_ENV: options.web === "dev" ? "development" : "production",
    NEXT_TELEMETRY_DISABLED: "1",
  };
  const running = new Set<string>();
  const run = (name: string, args: string[], env: Record<string, string>): Child => {
    running.add(name);
    const onGivenUp = (reason: Stop) => {
      running.delete(name);
      options.onBroken(reason);
    };
    const child = supervise({ name, args, env, log: openLog(logs, name), onGivenUp });
    started.push(child.stop);
    return child;
  };
  const untilAnswers = async (name: string, url: string) => {
    if (await answers(url, 90_000, () => running.has(name) && !signal.aborted)) return;
    signal.throwIfAborted();
    throw new Stop(
      `The ${name} does not become ready (${url}); see ${path.join(logs, name)}.jsonl.`,
    );
  };
  const tsx = ["--import", "tsx"];

  signal.throwIfAborted();
  const signIns: string[] = [];
  if (isDemo) {
    const port = await keptPort(path.join(dataDirectory, "sandbox-port"));
    variables["SANDBOX_URL"] = `http://127.0.0.1:${port}`;
    run("sandbox", [...tsx, "packages/sandbox/main.ts"], {
      SANDBOX_PORT: String(port),
      SANDBOX_STORE: path.join(dataDirectory, "sandbox.sqlite"),
      PLATFORM_JWKS: JSON.stringify(await publicKeys(secrets)),
      SANDBOX_ENTERPRISES: String(keptCitySize(dataDirectory) ?? options.enterprises),
    });
    await untilAnswers("sandbox", `${variables["SANDBOX_URL"]}/health`);
    const { personaSecret } = secrets;
    await fillIfEmpty({ databaseUrl, personaSecret, variables, signal });
    signIns.push(...(await demoSignIns(databaseUrl, personaSecret)));
  }

  signal.throwIfAborted();
  if (!options.web) return { address, databaseUrl, adminUrl, secrets, signIns };
  const web = ["node_modules/next/dist/bin/next", options.web];
  run("worker", [...tsx, "server/jobs/main.ts"], variables);
  run("web", [...web, "-H", "localhost", "-p", String(environment.PORT)], variables);
  await untilAnswers("web", `http://localhost:${environment.PORT}/api/health`);
  return { address, databaseUrl, adminUrl, secrets, signIns };
}

/** Production takes what it is given; elsewhere what is not given is generated and kept. */
export function chooseSecrets(
  environment: OperatorEnvironment,
  isDemo: boolean,
  dataDirectory: string,
): Secrets {
  if (!isDemo) return productionSecrets(environment);
  const kept = keptSecrets(dataDirectory);
  return {
    ...kept,
    nextAuthSecret: environment.NEXTAUTH_SECRET ?? kept.nextAuthSecret,
    keyEncryptionKey: environment.KEY_ENCRYPTION_KEY ?? kept.keyEncryptionKey,
    ledgerSigningKey: environment.LEDGER_SIGNING_KEY ?? kept.ledgerSigningKey,
  };
}

async function embedded(options: StackOptions, dataDirectory: string, started: Started) {
  const { postgresPassword, migratorPassword } = keptSecrets(dataDirectory);
  const cluster = await startCluster({
    directory: path.join(dataDirectory, "postgres"),
    password: postgresPassword,
    durable: options.durable,
    log: openLog(path.join(dataDirectory, "logs"), "postgres").write,
  });
  let isStopping = false;
  started.push(async () => {
    isStopping = true;
    await cluster.stop();
  });
  void cluster.ended.then(() => {
    if (!isStopping) options.onBroken(new Stop("The database has ended."));
  });
  const databaseUrl = await createDatabase(cluster, "xin_yi_dai", migratorPassword);
  return { databaseUrl, adminUrl: cluster.adminUrl("xin_yi_dai") };
}

/** What the sandbox's nodes verify the platform's signatures with. */
async function publicKeys({ ledgerSigningKey: { kty, crv, x } }: Secrets) {
  const key = { kty: kty ?? "", crv: crv ?? "", x: x ?? "" };
  return { keys: [{ ...key, kid: await calculateJwkThumbprint(key), alg: "EdDSA", use: "sig" }] };
}
