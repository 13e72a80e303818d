import { sql } from "drizzle-orm";
import type { PersonaDatabase } from "@/db/client";
import { AnswersContent, type FactRow } from "@/domain/profiles/facts";
import { answerDigest } from "@/server/connectors/answer-digest";
import { dataKeyFor } from "@/server/connectors/sealing";

/**
 * Remembers that these answers were shown in an application's dry run, so that the same ones need
 * no second look after signing: their keyed digests, never what they say.
 */
export async function noteShown(
  db: PersonaDatabase,
  { enterpriseId, applicationId }: { enterpriseId: string; applicationId: string },
  rows: readonly FactRow[],
): Promise<void> {
  for (const { scope, period, content } of rows) {
    if (!scope.endsWith(":predicate")) continue;
    const { bytes } = await dataKeyFor(db, enterpriseId, "predicate");
    const digest = answerDigest(bytes, scope, AnswersContent.parse(content).answers);
    await db.call(
      sql`select refusal from vault.answer_shown(${db.token}, ${applicationId}::uuid, ${scope}, ${period}::date, ${digest}::bytea)`,
    );
  }
}
