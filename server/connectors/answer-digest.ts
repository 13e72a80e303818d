import { createHmac } from "node:crypto";
import type { PredicateAnswer } from "@/domain/profiles/standard";

/**
 * Says whether two sets of answers are the same, and nothing else to whoever lacks the key: a plain
 * hash of yes or no could be tried out. Bound to the item, not to the month. With the enterprise's
 * data key it is erased.
 */
export function answerDigest(
  dataKey: Buffer,
  scope: string,
  answers: readonly Pick<PredicateAnswer, "question" | "answer">[],
): Buffer {
  const key = createHmac("sha256", dataKey).update("answer digest").digest();
  const said = answers.map(({ question, answer }) => `${question}=${answer}`).toSorted();
  return createHmac("sha256", key)
    .update([scope, ...said].join("\n"))
    .digest();
}
