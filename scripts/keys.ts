import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { secretVariables } from "@/scripts/secrets";
import { operatorEnvironment } from "@/scripts/serve";
import { chooseSecrets } from "@/scripts/stack";
import { runCommand, Stop } from "@/scripts/stop";
import { suiteNumbers, type SuiteName } from "@/server/connectors/envelope";

const usage = `npm run keys -- status | rewrap | rotate [--suite ${Object.keys(suiteNumbers).join("|")}] | signing-key`;

function given() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { suite: { type: "string" } },
    });
    const [command, ...more] = positionals;
    if (!command || more.length > 0) throw new Stop(usage);
    return { command, suite: suiteOf(values.suite) };
  } catch (error) {
    throw error instanceof Stop ? error : new Stop(`${String(error)}\n${usage}`);
  }
}

function suiteOf(name: string | undefined): SuiteName | undefined {
  if (name === undefined) return undefined;
  if (!Object.hasOwn(suiteNumbers, name)) throw new Stop(usage);
  return name as SuiteName;
}

/** The same environment as the processes of the installation run with. */
function enterInstallation() {
  const environment = operatorEnvironment();
  const dataDirectory = path.resolve(environment.DATA_DIR);
  const isDemo = environment.DEMO ?? !environment.DATABASE_URL;
  const address = path.join(dataDirectory, "database-url");
  if (!environment.DATABASE_URL && !existsSync(address))
    throw new Stop(`Nothing has been started in ${dataDirectory} yet.`);
  const secrets = chooseSecrets(environment, isDemo, dataDirectory);
  Object.assign(process.env, {
    ...secretVariables(secrets),
    DATA_DIR: dataDirectory,
    DATABASE_URL: environment.DATABASE_URL ?? readFileSync(address, "utf8").trim(),
    APP_URL: environment.APP_URL ?? `http://localhost:${environment.PORT}`,
    DEMO: isDemo ? "1" : "0",
  });
  return secrets;
}

const perform: Record<string, (suite: SuiteName | undefined) => Promise<number>> = {
  async status() {
    const { keyStatus } = await import("@/server/services/keys/key-status");
    const status = await keyStatus(await context());
    console.log(JSON.stringify(status, null, 2));
    return status.missing.length > 0 ? 1 : 0;
  },
  async rewrap() {
    const { rewrapKeys } = await import("@/server/services/keys/rewrap-keys");
    const { keys, secrets, left } = await rewrapKeys(await context());
    console.log(`Wrapped anew: ${keys} data keys and ${secrets} authenticators' secrets.`);
    if (left > 0) console.error(`${left} data keys were wrapped by a key that is not given.`);
    return left > 0 ? 1 : 0;
  },
  async rotate(suite) {
    const { rotateKeys } = await import("@/server/services/keys/rotate-keys");
    const { moved, unreadable } = await rotateKeys(await context(), suite);
    console.log(`Sealed anew: ${moved}. The worker erases the old keys within two minutes.`);
    if (unreadable > 0) console.error(`${unreadable} did not open and stay as they were.`);
    return unreadable > 0 ? 1 : 0;
  },
};

async function context() {
  const { systemContext } = await import("@/server/jobs/context");
  return systemContext();
}

await runCommand(async () => {
  const { command, suite } = given();
  const secrets = enterInstallation();
  if (command === "signing-key") {
    console.log(JSON.stringify(secrets.ledgerSigningKey));
    return 0;
  }
  const run = Object.hasOwn(perform, command) ? perform[command] : undefined;
  if (!run) throw new Stop(usage);
  try {
    return await run(suite);
  } finally {
    const { closePool } = await import("@/server/jobs/context");
    await closePool();
  }
});
