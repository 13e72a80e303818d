import type { SQL } from "drizzle-orm";
import type { PersonaDatabase } from "@/db/client";
import { Conflict, DomainError, NotFound } from "@/domain/shared/errors";

type Verdict = { refusal: string | null; done_at: string | null };

/** One act of the gate on a consent, in a statement of its own: whatever it answers is in the ledger. */
export async function actOnConsent(db: PersonaDatabase, consentId: string, statement: SQL) {
  const [verdict] = await db.call<Verdict>(statement);
  if (!verdict) throw new DomainError("SERVICE_UNAVAILABLE", "gate_silent");
  if (verdict.refusal !== null) refuseAct(verdict.refusal);
  if (verdict.done_at === null) throw new DomainError("SERVICE_UNAVAILABLE", "gate_silent");
  return { consentId, at: new Date(verdict.done_at) };
}

/** The gate's code as the refusal its caller understands. */
function refuseAct(code: string): never {
  const reason = code.toLowerCase();
  if (code === "NO_SUCH_CONSENT") throw new NotFound("consent");
  if (code === "SIGNER_FORBIDDEN" || code === "SUPERVISOR_ONLY")
    throw new DomainError("FORBIDDEN", reason);
  if (code.startsWith("CONSENT_")) throw new Conflict(reason);
  throw new DomainError("UNPROCESSABLE_CONTENT", reason);
}
