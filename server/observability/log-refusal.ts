import type { TRPCError } from "@trpc/server";
import { DomainError } from "@/domain/shared/errors";
import { logger } from "./logger";

type Refused = { error: TRPCError; path: string | undefined; requestId: string | undefined };

/** Refusals are news; anything else is a bug and says where it happened. */
export function logRefusal({ error, path, requestId }: Refused) {
  const line = { requestId, procedure: path, code: error.code };
  if (error.code === "INTERNAL_SERVER_ERROR") {
    logger.error({ ...line, ...traceOf(error.cause ?? error) }, "failed");
    return;
  }
  const reason = error.cause instanceof DomainError ? error.cause.reason : undefined;
  logger.info({ ...line, reason }, "refused");
}

/** Kinds, database codes and frames, outermost first. Never messages: drizzle's quote parameters. */
export function traceOf(error: unknown): { causes: object[] } {
  const causes: object[] = [];
  for (let at = error; at instanceof Error && causes.length < 4; at = at.cause) {
    const { code, constraint } = at as { code?: unknown; constraint?: unknown };
    const frames = at.stack?.split("\n").filter((frame) => frame.trimStart().startsWith("at "));
    causes.push({ kind: at.name, code, constraint, frames: frames?.slice(0, 12) });
  }
  return { causes };
}
