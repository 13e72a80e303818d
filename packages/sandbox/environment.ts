import { env } from "node:process";
import { z } from "zod";
import { formatMonth, parseMonth } from "./city/calendar";

const PublicKeys = z.looseObject({ keys: z.array(z.looseObject({ kty: z.string() })) });

const Environment = z.object({
  SANDBOX_PORT: z.coerce.number().int().min(0).max(65_535).default(3100),
  SANDBOX_SEED: z.string().min(1).default("yunting"),
  SANDBOX_ENTERPRISES: z.coerce.number().int().min(2).max(10_000_000).default(3000),
  SANDBOX_MONTH: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
    .refine((month) => month >= "2026-07")
    .optional(),
  SANDBOX_STORE: z.string().min(1).default(":memory:"),
  SANDBOX_LATENCY: z.enum(["0", "1"]).default("1"),
  PLATFORM_JWKS: z
    .string()
    .transform((text) => PublicKeys.parse(JSON.parse(text)))
    .default({ keys: [] }),
});

/** The settings of the process; a missing month is the last full month of Shanghai's clock. */
export function readEnvironment(now: Date) {
  const settings = Environment.parse(env);
  const today = new Date(now.getTime() + 8 * 3_600_000);
  const lastMonth = formatMonth(today.getUTCFullYear() * 12 + today.getUTCMonth() - 1);
  return { ...settings, month: parseMonth(settings.SANDBOX_MONTH ?? lastMonth) };
}
