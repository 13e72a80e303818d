import { Logger } from "graphile-worker";
import { logger } from "@/server/observability/logger";

/** The queue's own messages among ours; its chatter about each job stays at debug. */
export const queueLogger = new Logger((scope) => (level, message) => {
  const line = { queue: scope.label, job: scope.jobId };
  if (level === "error") logger.error(line, message);
  else if (level === "warning") logger.warn(line, message);
  else logger.debug(line, message);
});
