import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { resetData } from "@/scripts/reset-data";
import { operatorEnvironment, serve } from "@/scripts/serve";
import { runCommand } from "@/scripts/stop";

/** Where the specs read how to reach the database; see tests/e2e/fixtures. */
const addressFile = "artifacts/e2e/stack.json";

/** What Playwright starts: the production build on a fresh database and a small city of its own. */
await runCommand(async () => {
  await resetData(path.resolve(operatorEnvironment().DATA_DIR));
  return serve({
    web: "start",
    enterprises: 200,
    durable: false,
    onReady({ address, adminUrl, databaseUrl, secrets: { personaSecret } }) {
      mkdirSync(path.dirname(addressFile), { recursive: true });
      writeFileSync(addressFile, JSON.stringify({ address, adminUrl, databaseUrl, personaSecret }));
    },
  });
});
process.exit();
