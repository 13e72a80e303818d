import { setTimeout as pause } from "node:timers/promises";

/** Waited in vain, deadlock, a role made or changed by another database at the same moment. */
const passing = new Set(["55P03", "57014", "40P01", "XX000", "23505"]);

/** The SQLSTATE of a driver's error, also where drizzle has wrapped it. */
function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ("code" in error && typeof error.code === "string") return error.code;
  return codeOf(error.cause);
}

/** Tries again what failed only because somebody else was there at the same moment. */
export async function retryContention<T>(run: () => Promise<T>, attempts = 60): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await run();
    } catch (error) {
      if (attempt >= attempts || !passing.has(codeOf(error) ?? "")) throw error;
      await pause(20 * Math.min(attempt, 10) * (1 + Math.random()));
    }
  }
}
