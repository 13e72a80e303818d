import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterAll, inject } from "vitest";
import { databaseUrl } from "@/scripts/postgres";
import { generateSecrets, secretVariables } from "@/scripts/secrets";

/**
 * What is drawn is drawn the same every time: a test that fails once in a thousand runs would else fail
 * on somebody who changed nothing. `XYD_SEED=$RANDOM npm test unit` draws something new.
 */
fc.configureGlobal({ seed: Number(process.env["XYD_SEED"] ?? 20_261_122) });

/** Before each test file: an environment in which any module can be imported. */
const cluster = inject("cluster");
const own = databaseUrl({
  user: "xyd_migrator",
  password: cluster?.migratorPassword ?? "",
  port: cluster?.port ?? 1,
  // Its own clone of the template, which tests/database.ts makes for those who import it.
  database: `test_${randomUUID().replaceAll("-", "")}`,
});

// Each file has a key store of its own, if it opens one.
const dataDirectory = path.join(tmpdir(), `xyd-test-${randomUUID()}`);
afterAll(() => rmSync(dataDirectory, { recursive: true, force: true }));

Object.assign(process.env, {
  ...secretVariables(generateSecrets()),
  ...(cluster ? { PERSONA_SECRET: cluster.personaSecret } : {}),
  DATA_DIR: dataDirectory,
  DATABASE_URL: own,
  APP_URL: "http://localhost:3000",
  DEMO: "1",
  LOG_LEVEL: "error",
});
