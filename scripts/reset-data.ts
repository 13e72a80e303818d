import { rmSync } from "node:fs";
import path from "node:path";
import { claimDataDirectory } from "@/scripts/data-directory";
import { endAbandonedServer } from "@/scripts/postgres";
import { removeCluster } from "@/scripts/postgres-home";

/** Removes the embedded database, its keys and the sandbox's store, unless another process uses them. */
export async function resetData(directory: string) {
  const release = claimDataDirectory(directory);
  try {
    const postgres = path.join(directory, "postgres");
    await endAbandonedServer(postgres);
    removeCluster(postgres);
    // Its keys open nothing any more.
    for (const name of [
      "keys",
      "city-size",
      "sandbox.sqlite",
      "sandbox.sqlite-wal",
      "sandbox.sqlite-shm",
    ])
      rmSync(path.join(directory, name), { recursive: true, force: true });
  } finally {
    release();
  }
}
