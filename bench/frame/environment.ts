import type { Scratch } from "@/scripts/scratch-cluster";
import { secretVariables } from "@/scripts/secrets";

/** What the server's modules read when they are imported: call it before importing one. */
export function enterEnvironment({ secrets, databaseUrl, directory }: Scratch) {
  Object.assign(process.env, {
    ...secretVariables(secrets),
    DATA_DIR: directory,
    DATABASE_URL: databaseUrl,
    APP_URL: "http://localhost:3000",
    DEMO: "1",
    LOG_LEVEL: "error",
  });
}
