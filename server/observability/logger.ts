import pino from "pino";
import { env } from "@/server/env";

/**
 * JSON lines, without personal data: callers log codes and numbers, never input, names or
 * addresses. The redaction is a second net under that rule.
 */
export const logger = pino({
  level: env.LOG_LEVEL,
  base: null,
  timestamp: pino.stdTimeFunctions.isoTime,
  formatters: { level: (label) => ({ level: label }) },
  redact: [
    "*.password",
    "*.code",
    "*.username",
    "*.name",
    "*.idNumber",
    "*.token",
    "*.authorization",
    "*.cookie",
  ],
});
