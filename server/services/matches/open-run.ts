import { eq, sql } from "drizzle-orm";
import type { PersonaDatabase } from "@/db/client";
import { consentItems } from "@/db/schema";
import { RunInputs } from "@/domain/matching/snapshot";
import { firstDayOf, lastDayOf } from "@/domain/shared/calendar";
import { Conflict, DomainError, NotFound } from "@/domain/shared/errors";
import { openWith } from "@/server/connectors/sealing";
import type { StoredRun } from "@/server/services/matches/queries";
import { inputsAddress } from "@/server/services/matches/run-hashes";

type Opened = { refusal: string | null; key_id: string; suite: number; body: Buffer };

const closed = {
  INPUTS_GONE: "inputs_deleted",
  CONSENT_NOT_LIVE: "consent_not_live",
} as const;

/** What a run rested on, or why it cannot be opened; a line in the enterprise's ledger comes first. */
export async function openRun(
  db: PersonaDatabase,
  run: StoredRun,
): Promise<RunInputs | "inputs_deleted" | "inputs_unreadable" | "consent_not_live"> {
  const seq = run.consentId === null ? null : await noteLook(db, run.consentId, run.month);
  const [opened] = await db.call<Opened>(
    sql`select refusal, key_id, suite, body from gate.match_run_open(${db.token}, ${run.id}::uuid, ${seq}::bigint)`,
  );
  if (!opened) throw new DomainError("SERVICE_UNAVAILABLE", "gate_silent");
  const { refusal } = opened;
  if (refusal === "INPUTS_GONE" || refusal === "CONSENT_NOT_LIVE") return closed[refusal];
  if (refusal) throw new NotFound("match_run");
  try {
    const content = openWith(opened.key_id, opened.suite, inputsAddress(run), opened.body);
    return RunInputs.safeParse(content).data ?? "inputs_unreadable";
  } catch (error) {
    if (error instanceof Conflict) return "inputs_unreadable";
    throw error;
  }
}

async function noteLook(db: PersonaDatabase, consentId: string, month: string) {
  const items = await db.transaction((tx) =>
    tx
      .select({ scope: consentItems.scope })
      .from(consentItems)
      .where(eq(consentItems.consentId, consentId)),
  );
  const scopes = items.map(({ scope }) => scope).toSorted();
  const [looked] = await db.call<{ refusal: string | null; seq: string }>(
    sql`select refusal, seq from gate.own_view(${db.token}, ${sql.param(scopes)}::text[], ${firstDayOf(month)}::date, ${lastDayOf(month)}::date)`,
  );
  if (!looked || looked.refusal) throw new DomainError("SERVICE_UNAVAILABLE", "gate_silent");
  return looked.seq;
}
