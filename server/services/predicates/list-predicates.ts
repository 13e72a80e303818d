import { authorize } from "@/domain/policy";
import type { PredicateView } from "@/domain/predicates/schema";
import type { ServiceContext } from "@/server/services/context";
import { readRegister } from "./queries";

/** The register of questions with its history. */
export async function listPredicates({
  db,
  actor,
}: ServiceContext<"credit_office">): Promise<PredicateView[]> {
  authorize(actor, "predicate.read", {});
  return db.transaction((tx) => readRegister(tx, actor.userId));
}
