import { useLocale, useTranslations } from "next-intl";
import { formatAmountRange } from "@/components/format/amount";
import { midSentence } from "@/components/format/mid-sentence";
import type { Sentence as SentenceParts, Term } from "@/domain/matching/sentences";
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

type Parameter = SentenceParts["params"][string] | undefined;
const isTerm = (value: Parameter): value is Term => typeof value === "object";
const fenOf = (value: Parameter): bigint | null =>
  isTerm(value) &&
  value.unit === "fen" &&
  (typeof value.value === "number" || typeof value.value === "bigint")
    ? BigInt(value.value)
    : null;

/** From `min` to `max`; the unit of amounts is said once. */
function useRangeText() {
  const t = useTranslations("matching");
  const locale = useLocale();
  const termText = useTermText();
  return (code: string | null, { min, max }: SentenceParts["params"]): string => {
    const [from, to] = [fenOf(min), fenOf(max)];
    if (from !== null && to !== null) return formatAmountRange(from, to, locale).join("");
    if (!isTerm(min) || !isTerm(max)) return "";
    return t("range", { min: termText(code, min), max: termText(code, max) });
  };
}

/** A reason, a condition or a change as a sentence; what it says is decided in domain/matching. */
export function Sentence({ sentence }: { sentence: SentenceParts }) {
  const t = useTranslations("matching");
  const termText = useTermText();
  const rangeText = useRangeText();
  const factName = useFactName();
  const locale = useLocale();
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
  return t(keyOf(sentence), {
    ...values,
    within: code ? midSentence(factName(code), locale) : "",
    range: rangeText(code, sentence.params),
  });
}
