/** A process of its own that keeps keys until it is killed: `rotate` without end, or `rewrap` once. */
import { eraseKeys } from "@/server/services/keys/erase-keys";
import { rewrapKeys } from "@/server/services/keys/rewrap-keys";
import { rotateKeys } from "@/server/services/keys/rotate-keys";
import { closePool, systemContext } from "@/server/jobs/context";

process.stdout.write("ready\n");
if (process.argv[2] === "rotate")
  for (;;) {
    await rotateKeys(systemContext());
    await eraseKeys(systemContext());
  }
process.stdout.write(`result ${JSON.stringify(await rewrapKeys(systemContext()))}\n`);
await closePool();
