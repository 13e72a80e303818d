import { z } from "zod";
import { env } from "@/server/env";

const Hash = z.string().length(44);

const Witnesses = z.strictObject({
  witnesses: z.array(
    z.strictObject({
      /** The bank's code. */
      bank: z.string().regex(/^[a-z0-9-]{2,40}$/),
      /** Ed25519, 32 bytes in base64. */
      publicKey: Hash,
      /** Of the last checkpoint it has seen; 0 where there is none. */
      size: z.number().int().safe().nonnegative(),
    }),
  ),
});

const Cosigned = z.strictObject({ line: z.string().max(400) });

/** The banks whose own systems answer as witnesses, and how far each has seen the ledger. */
export async function getWitnesses() {
  if (!env.SANDBOX_URL) return [];
  const response = await ask("/witnesses", {});
  if (!response.ok) throw new Error(`the witnesses answered ${response.status}`);
  return Witnesses.parse(await response.json()).witnesses;
}

type Submission = { old: number; path: string[]; checkpoint: string };

/** Puts a checkpoint before a bank's witness; its line, or the reason why it will not sign. */
export async function submitCheckpoint(
  bank: string,
  submission: Submission,
): Promise<{ line: string } | { refusal: string }> {
  const response = await ask(`/witnesses/${bank}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(submission),
  });
  if (response.ok) return Cosigned.parse(await response.json());
  const problem = z.object({ reason: z.string() }).safeParse(await response.json());
  return { refusal: problem.success ? problem.data.reason : `status_${response.status}` };
}

const ask = (path: string, options: RequestInit) =>
  fetch(new URL(path, env.SANDBOX_URL), {
    ...options,
    redirect: "error",
    signal: AbortSignal.timeout(5_000),
  });
