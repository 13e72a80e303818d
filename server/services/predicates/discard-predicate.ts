import { sql } from "drizzle-orm";
import { authorize } from "@/domain/policy";
import type { DecidePredicateInput } from "@/domain/predicates/schema";
import type { ServiceContext } from "@/server/services/context";
import { getProposer } from "./queries";
import { refusedPredicate } from "./refused-predicate";

/** Takes a draft off the table; it stays in the history. */
export async function discardPredicate(
  { db, actor }: ServiceContext<"credit_office">,
  input: DecidePredicateInput,
): Promise<DecidePredicateInput> {
  const draft = await db.transaction((tx) => getProposer(tx, input));
  authorize(actor, "predicate.discard", draft);
  const [decided] = await db.call<{ refusal: string | null }>(
    sql`select refusal from gate.predicate_decide(${db.token}, ${input.code}, ${input.version}::integer, 'discard')`,
  );
  if (!decided || decided.refusal) throw refusedPredicate(decided?.refusal);
  return input;
}
