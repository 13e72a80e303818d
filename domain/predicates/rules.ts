import type { PredicateView } from "./schema";

type Measured = Pick<PredicateView, "code" | "item" | "unit" | "threshold">;

/**
 * The registered questions that measure the same thing against another threshold. Two such answers
 * about one month bracket the figure, so the gate lets only the first of a month be asked
 * (`gate.predicate_ask` in db/gate/41-predicates.sql).
 */
export function bracketedBy<Q extends Measured>(question: Measured, registered: readonly Q[]): Q[] {
  return registered.filter(
    ({ item, unit, threshold }) =>
      question.threshold !== null &&
      threshold !== null &&
      item === question.item &&
      unit === question.unit &&
      threshold !== question.threshold,
  );
}
