import { sql } from "drizzle-orm";
import type { PersonaDatabase } from "@/db/client";
import type { Purpose } from "@/domain/consents/lifecycle";
import { DomainError, NotFound } from "@/domain/shared/errors";
import { opener } from "@/server/connectors/sealing";
import { gateReads } from "@/server/observability/metrics";

type GateRequest = {
  consentId: string;
  enterpriseId: string;
  purpose: Purpose;
  applicationId: string | null;
  scopes: readonly string[];
  /** Days, both included. */
  from: string;
  to: string;
};

export type ReleasedFact = { scope: string; period: string; content: unknown; asOf: Date };

type Taken = {
  refusal: string | null;
  scope: string;
  period: string;
  suite: number;
  key_id: string;
  body: Buffer;
  as_of: string;
};

const stranger = new Set(["NO_SUCH_CONSENT", "NO_SUCH_TICKET"]);

/** A refusal is a committed row in the ledger first and an error only then. */
function refuse(code: string): never {
  gateReads.inc({ outcome: code.toLowerCase() });
  if (stranger.has(code)) throw new NotFound("consent");
  if (code === "NO_SESSION") throw new DomainError("UNAUTHORIZED", "session_ended");
  if (code === "QUOTA_EXHAUSTED") throw new DomainError("TOO_MANY_REQUESTS", "quota_exhausted");
  throw new DomainError("FORBIDDEN", code.toLowerCase());
}

/**
 * The one way from facts to a recipient. Two statements, each committed by itself: the first
 * decides and writes the ledger, the second releases; what it returned is all that is decrypted.
 */
export async function readThroughGate(
  db: PersonaDatabase,
  request: GateRequest,
): Promise<ReleasedFact[]> {
  const { consentId, enterpriseId, purpose, applicationId, scopes, from, to } = request;
  const [opened] = await db.call<{ refusal: string | null; ticket: string }>(
    sql`select refusal, ticket from gate.gate_open(${db.token}, ${consentId}, ${purpose}, ${applicationId}, ${sql.param([...scopes])}::text[], ${from}::date, ${to}::date)`,
    "gate_open",
  );
  if (!opened) throw new DomainError("SERVICE_UNAVAILABLE", "gate_silent");
  if (opened.refusal) refuse(opened.refusal);

  const taken = await db.call<Taken>(
    sql`select refusal, scope, period, suite, key_id, body, as_of from gate.gate_take(${db.token}, ${opened.ticket})`,
    "gate_take",
  );
  const refusal = taken.find((row) => row.refusal !== null)?.refusal;
  if (refusal) refuse(refusal);

  const open = opener();
  const released = taken.map(({ scope, period, suite, key_id, body, as_of }) => ({
    scope,
    period,
    content: open(key_id, suite, { enterpriseId, scope, period }, body),
    asOf: new Date(as_of),
  }));
  gateReads.inc({ outcome: "released" });
  return released;
}
