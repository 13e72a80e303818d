import { sql } from "drizzle-orm";
import { authorize } from "@/domain/policy";
import type { DecidePredicateInput } from "@/domain/predicates/schema";
import type { ServiceContext } from "@/server/services/context";
import { getProposer } from "./queries";
import { refusedPredicate } from "./refused-predicate";

/** Puts a question on the register: from now on it is asked. */
export async function approvePredicate(
  { db, actor }: ServiceContext<"credit_office">,
  input: DecidePredicateInput,
): Promise<DecidePredicateInput> {
  const draft = await db.transaction((tx) => getProposer(tx, input));
  authorize(actor, "predicate.approve", draft);
  const [decided] = await db.call<{ refusal: string | null }>(
    sql`select refusal from gate.predicate_decide(${db.token}, ${input.code}, ${input.version}::integer, 'approve')`,
  );
  if (!decided || decided.refusal) throw refusedPredicate(decided?.refusal);
  return input;
}
