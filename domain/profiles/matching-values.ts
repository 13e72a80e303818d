import type { Month } from "@/domain/shared/calendar";
import { AnswersContent, decodeIndicator, type FactRow, IndicatorsContent } from "./facts";
import { computeIndicators } from "./indicators";
import type { PredicateAnswer } from "./standard";
import { type Computed, settledValue } from "./windows";

/** A fact's value as JSON: fen as a string of digits, since JSON has no bigint. */
type MatchingValue = string | number | boolean | null;

/** One value as it is handed to the vault; null where it is disputed, which is unknown to every rule. */
export function matchingValue(computed: Pick<Computed, "value" | "isDisputed">): MatchingValue {
  const value = settledValue(computed);
  return typeof value === "bigint" ? String(value) : value;
}

/**
 * The indicators in the rows of one answer by code, as rules will compare them: the indicator row's
 * own values and the flags that follow from answers. Bands and months give none.
 */
export function matchingValues(
  rows: readonly FactRow[],
  month: Month,
): Record<string, MatchingValue> {
  const computed = rows.flatMap(({ scope, content }) => {
    if (scope.endsWith(":indicator"))
      return IndicatorsContent.parse(content).indicators.flatMap(
        (one) => decodeIndicator(one) ?? [],
      );
    if (scope.endsWith(":predicate"))
      return computeIndicators("electricity_usage", answersIn(content), month);
    return [];
  });
  return Object.fromEntries(computed.map((one) => [one.code, matchingValue(one)]));
}
const answersIn = (content: unknown): PredicateAnswer[] => AnswersContent.parse(content).answers;
