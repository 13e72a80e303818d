import { sql } from "drizzle-orm";
import { z } from "zod";
import type { PersonaDatabase } from "@/db/client";
import { AnswersContent, type FactRow } from "@/domain/profiles/facts";
import { matchingValues } from "@/domain/profiles/matching-values";
import { lastFullMonth } from "@/domain/shared/calendar";
import type { Granularity, ItemCode } from "@/domain/sources/catalogue";
import { answerDigest } from "@/server/connectors/answer-digest";
import { NodeRefusal } from "@/server/connectors/agency-node";
import { signAsPlatform } from "@/server/connectors/platform-signature";
import { dataKeyFor, sealWith } from "@/server/connectors/sealing";
import type { SystemContext } from "@/server/services/context";
import { admitQuestions } from "@/server/services/predicates/admit-questions";
import { collectFacts } from "@/server/services/sources/collect-facts";

export const FetchSourceInput = z.strictObject({ fetchId: z.uuid() });

type Begun = {
  refusal: string | null;
  enterprise_id: string;
  uscc: string;
  artefact: Buffer;
  item: ItemCode;
  granularities: Granularity[];
  data_from: string;
  data_to: string;
  attempt: number;
};

const maxAttempts = 4;

/**
 * Asks an agency under a signed consent and stores the answer, sealed. The consent is looked at
 * before the call and again before the answer is kept: one that comes too late is discarded.
 * Throws when the call may be tried again, so that the queue does.
 */
export async function fetchSource(
  { db, now }: SystemContext,
  { fetchId }: z.infer<typeof FetchSourceInput>,
  attempt: number,
): Promise<void> {
  const [begun] = await db.call<Begun>(
    sql`select refusal, enterprise_id, uscc, artefact, item, granularities, data_from, data_to, attempt from vault.fetch_begin(${fetchId}::uuid)`,
  );
  if (!begun || begun.refusal) return;

  try {
    const isComputed = begun.granularities.includes("predicate");
    const { questions, isStored } = isComputed
      ? await admitQuestions(db, fetchId, begun.item)
      : { questions: [], isStored: false };
    const { rows, asOf } = await collectFacts({
      uscc: begun.uscc,
      artefact: await signAsPlatform(begun.artefact),
      item: begun.item,
      granularities: begun.granularities,
      questions: isStored ? [] : questions,
      from: begun.data_from,
      to: begun.data_to,
      now,
    });
    const values = JSON.stringify(matchingValues(rows, lastFullMonth(now)));
    // A key can be retired between sealing and storing; then it is sealed again under the next.
    let refusal: string | null | undefined = "KEY_RETIRED";
    while (refusal === "KEY_RETIRED") {
      const sealed = await sealRows(db, begun.enterprise_id, rows);
      const [stored] = await db.call<{ refusal: string | null }>(
        sql`select refusal from vault.fetch_store(${fetchId}::uuid, ${JSON.stringify(sealed)}::jsonb, ${asOf.toISOString()}::timestamptz, ${values}::jsonb, ${begun.attempt}::integer)`,
      );
      refusal = stored?.refusal;
    }
  } catch (error) {
    if (!(error instanceof NodeRefusal)) throw error;
    const again = error.retry && attempt < maxAttempts;
    await db.call(
      sql`select vault.fetch_fail(${fetchId}::uuid, ${error.reason}, ${again}, ${begun.attempt}::integer)`,
    );
    if (again) throw error;
  }
}

async function sealRows(db: PersonaDatabase, enterpriseId: string, rows: readonly FactRow[]) {
  const keys = new Map<string, Awaited<ReturnType<typeof dataKeyFor>>>();
  const sealedRows = [];
  for (const { scope, period, content } of rows) {
    const granularity = scope.slice(scope.indexOf(":") + 1) as Granularity;
    const key = keys.get(granularity) ?? (await dataKeyFor(db, enterpriseId, granularity));
    keys.set(granularity, key);
    const { keyId, suite, body } = sealWith(key, { enterpriseId, scope, period }, content);
    const digest =
      granularity === "predicate"
        ? answerDigest(key.bytes, scope, AnswersContent.parse(content).answers).toString("base64")
        : null;
    sealedRows.push({ scope, period, key: keyId, suite, body: body.toString("base64"), digest });
  }
  return sealedRows;
}
