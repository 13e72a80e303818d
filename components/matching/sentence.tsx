import { useTranslations } from "next-intl";
import type { Sentence as SentenceParts } from "@/domain/matching/sentences";
import { useFactName, useTermText } from "./term-text";

/** At most nothing is said as none: no penalties, no arrears. */
function keyOf({ key, params: { threshold } }: SentenceParts): string {
  const isNothing =
    typeof threshold === "object" &&
    (threshold.unit === "count" || threshold.unit === "fen") &&
    (typeof threshold.value === "number" || typeof threshold.value === "bigint") &&
    BigInt(threshold.value) === 0n;
  return isNothing ? key.replace(/^(condition|requirement)\.lte\b/u, "$1.none") : key;
}

/** A reason, a condition or a change as a sentence; what it says is decided in domain/matching. */
export function Sentence({ sentence }: { sentence: SentenceParts }) {
  const t = useTranslations("matching");
  const termText = useTermText();
  const factName = useFactName();
  const { fact } = sentence.params;
  const code = typeof fact === "string" ? fact : null;
  const values = Object.fromEntries(
    Object.entries(sentence.params).map(([name, value]) => [
      name,
      name === "fact" && code
        ? factName(code)
        : typeof value === "object"
          ? termText(code, value)
          : value,
    ]),
  );
  return t(keyOf(sentence), values);
}
