import { logger } from "@/server/observability/logger";
import type { SystemContext } from "@/server/services/context";
import { eraseKeys } from "@/server/services/keys/erase-keys";
import { rewrapKeys } from "@/server/services/keys/rewrap-keys";
import { resumeRotation } from "@/server/services/keys/rotate-keys";

/** At start: what a changed key-encryption key or an interrupted run has left to do. */
export async function recoverKeys(context: SystemContext): Promise<void> {
  const { keys, secrets } = await rewrapKeys(context);
  const rotated = await resumeRotation(context);
  const erased = await eraseKeys(context);
  if (keys + secrets + erased > 0 || rotated)
    logger.info({ event: "keys_recovered", keys, secrets, erased, rotated });
}
