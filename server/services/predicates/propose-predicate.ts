import { sql } from "drizzle-orm";
import { authorize } from "@/domain/policy";
import type { DecidePredicateInput, ProposePredicateInput } from "@/domain/predicates/schema";
import { Conflict } from "@/domain/shared/errors";
import type { ServiceContext } from "@/server/services/context";
import { hasDraft } from "./queries";
import { refusedPredicate } from "./refused-predicate";

/** Puts a question forward, or another wording of a known one. Nobody asks it until it is approved. */
export async function proposePredicate(
  { db, actor }: ServiceContext<"credit_office">,
  input: ProposePredicateInput,
): Promise<DecidePredicateInput> {
  authorize(actor, "predicate.propose", {});
  const { code, item, wording, threshold, unit, windowMonths, minMonths } = input;
  if (await db.transaction((tx) => hasDraft(tx, code))) throw new Conflict("draft_exists");
  const [proposed] = await db.call<{ refusal: string | null; version: number }>(
    sql`select refusal, version from gate.predicate_propose(${db.token}, ${code}, ${item}, ${wording.zh}, ${wording.en},
      ${threshold}::integer, ${unit}, ${windowMonths}::integer, ${minMonths}::integer)`,
  );
  if (!proposed || proposed.refusal) throw refusedPredicate(proposed?.refusal);
  return { code, version: proposed.version };
}
