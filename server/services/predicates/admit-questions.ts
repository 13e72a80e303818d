import { sql } from "drizzle-orm";
import type { PersonaDatabase } from "@/db/client";
import type { ItemCode } from "@/domain/sources/catalogue";
import { activeCodes } from "./queries";

type Admitted = {
  questions: string[];
  /** This month's answers to all of them are here: nobody is asked again. */
  isStored: boolean;
};

/**
 * The questions about an item that may be asked under a fetch, each entered as asked before it is.
 * One that would bracket a figure is left out; the gate writes that down.
 */
export async function admitQuestions(
  db: PersonaDatabase,
  fetchId: string,
  item: ItemCode,
): Promise<Admitted> {
  const admitted: Admitted = { questions: [], isStored: true };
  for (const code of await db.transaction((tx) => activeCodes(tx, item))) {
    const [call] = await db.call<{ refusal: string | null; is_stored: boolean }>(
      sql`select refusal, is_stored from vault.predicate_call(${fetchId}::uuid, ${code})`,
    );
    if (!call || call.refusal) continue;
    admitted.questions.push(code);
    admitted.isStored &&= call.is_stored;
  }
  return { ...admitted, isStored: admitted.isStored && admitted.questions.length > 0 };
}

/** The same for the enterprise's look at itself, which counts as asking. */
export async function admitOwnQuestions(db: PersonaDatabase, item: ItemCode): Promise<string[]> {
  const questions: string[] = [];
  for (const code of await db.transaction((tx) => activeCodes(tx, item))) {
    const [call] = await db.call<{ refusal: string | null }>(
      sql`select refusal from vault.predicate_own_call(${db.token}, ${code})`,
    );
    if (call?.refusal === null) questions.push(code);
  }
  return questions;
}
