import path from "node:path";
import { resetData } from "@/scripts/reset-data";
import { operatorEnvironment } from "@/scripts/serve";
import { runCommand, Stop } from "@/scripts/stop";

await runCommand(async () => {
  const { DATA_DIR, DATABASE_URL } = operatorEnvironment();
  if (DATABASE_URL) throw new Stop("A database that DATABASE_URL names is never reset.");
  const directory = path.resolve(DATA_DIR);
  await resetData(directory);
  console.log(`The database in ${directory} is gone; npm start fills a new one.`);
  return 0;
});
