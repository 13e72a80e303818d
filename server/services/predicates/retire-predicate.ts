import { sql } from "drizzle-orm";
import { authorize } from "@/domain/policy";
import type { DecidePredicateInput } from "@/domain/predicates/schema";
import type { ServiceContext } from "@/server/services/context";
import { refusedPredicate } from "./refused-predicate";

/** Takes a question off the register at once: nobody asks it any more, what was answered stays. */
export async function retirePredicate(
  { db, actor }: ServiceContext<"credit_office">,
  input: DecidePredicateInput,
): Promise<DecidePredicateInput> {
  authorize(actor, "predicate.retire", {});
  const [decided] = await db.call<{ refusal: string | null }>(
    sql`select refusal from gate.predicate_decide(${db.token}, ${input.code}, ${input.version}::integer, 'retire')`,
  );
  if (!decided || decided.refusal) throw refusedPredicate(decided?.refusal);
  return input;
}
