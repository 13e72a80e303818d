import { amountText, parseAmount } from "@/components/format/parse-amount";
import type { Condition, RuleOperator } from "@/domain/products/rule";
import { findFact } from "@/domain/profiles/indicators";
import { DayText } from "@/domain/shared/calendar";
import { nothingTyped, type Typed } from "./rule-tree";

/** What a condition is filled in with. */
export type Control = "amount" | "percent" | "count" | "months" | "day" | "one" | "some" | "none";

/** The control for a fact and operator; none where the question is yes or no, or no fact is chosen. */
export function controlOf(fact: string, operator: RuleOperator): Control {
  const unit = findFact(fact)?.unit;
  if (operator === "within_months" || operator === "not_within_months") return "months";
  switch (unit) {
    case "fen":
      return "amount";
    case "bp":
      return "percent";
    case "count":
    case "months":
      return unit;
    case "day":
      return "day";
    case "set":
      return operator === "eq" ? "one" : "some";
    case "flag":
    case undefined:
      return "none";
  }
}

const plainSigned = (text: string) =>
  text
    .normalize("NFKC")
    .replaceAll(/[\s,，]/gu, "")
    .replaceAll("−", "-")
    .replace("。", ".");

/** A typed percentage as basis points, below zero too; null where it is none or finer than a basis point. */
export function parsePercent(text: string): number | null {
  const match = /^(-?)(\d{1,7})(?:\.(\d{0,2}))?%?$/u.exec(plainSigned(text));
  if (!match) return null;
  const [, sign, whole = "", places = ""] = match;
  const basisPoints = Number(whole) * 100 + Number(places.padEnd(2, "0"));
  return sign && basisPoints !== 0 ? -basisPoints : basisPoints;
}

/** Basis points as a percentage is typed, to the digit: -5 → "-0.05". */
export function percentText(basisPoints: number): string {
  const size = Math.abs(basisPoints);
  const places = String(size % 100)
    .padStart(2, "0")
    .replace(/0+$/u, "");
  return `${basisPoints < 0 ? "-" : ""}${Math.trunc(size / 100)}${places ? `.${places}` : ""}`;
}

/** A whole number as typed; null where it is none. */
export function parseWhole(text: string): number | null {
  const plain = plainSigned(text);
  if (!/^-?\d{1,15}$/u.test(plain)) return null;
  const whole = Number(plain);
  return whole === 0 ? 0 : whole;
}

function parseFen(text: string): number | null {
  const plain = plainSigned(text);
  const isNegative = plain.startsWith("-");
  const fen = parseAmount(isNegative ? plain.slice(1) : plain, "wan");
  if (fen === null || fen > BigInt(Number.MAX_SAFE_INTEGER)) return null;
  return isNegative && fen > 0n ? -Number(fen) : Number(fen);
}

/** One typed number in the control's unit, as rules store it; null where it is none. */
export function parseNumber(control: Control, text: string): number | null {
  if (control === "amount") return parseFen(text);
  return control === "percent" ? parsePercent(text) : parseWhole(text);
}

function numberText(control: Control, value: number): string {
  if (control === "amount") {
    const text = amountText(BigInt(Math.abs(value)), "wan");
    return value < 0 ? `-${text}` : text;
  }
  return control === "percent" ? percentText(value) : String(value);
}

/** What a stored condition looks like in its controls. */
export function typedOf({ fact, operator, value }: Condition): Typed {
  const control = controlOf(fact, operator);
  if (typeof value === "number") return { ...nothingTyped, text: numberText(control, value) };
  if (typeof value === "string")
    return control === "day"
      ? { ...nothingTyped, text: value }
      : { ...nothingTyped, chosen: [value] };
  if (Array.isArray(value)) return { ...nothingTyped, chosen: value };
  if (value === undefined) return nothingTyped;
  return {
    ...nothingTyped,
    text: numberText(control, value.min),
    upTo: numberText(control, value.max),
  };
}

/** The value to store; undefined where nothing fits the operator yet, or nothing is asked for. */
export function valueOf(
  fact: string,
  operator: RuleOperator,
  { text, upTo, chosen }: Typed,
): Condition["value"] {
  const control = controlOf(fact, operator);
  switch (control) {
    case "none":
      return undefined;
    case "day":
      return DayText.safeParse(text).data;
    case "one":
      return chosen[0];
    case "some":
      return chosen.length > 0 ? [...chosen] : undefined;
    case "amount":
    case "percent":
    case "count":
    case "months": {
      const least = parseNumber(control, text);
      if (operator !== "between") return least ?? undefined;
      const most = parseNumber(control, upTo);
      return least === null || most === null ? undefined : { min: least, max: most };
    }
  }
}

/** What a bank most often asks of a fact: more of what is good, less of what is not. */
export function usualOperator(code: string): RuleOperator {
  const fact = findFact(code);
  switch (fact?.unit) {
    case "flag":
      return fact.actionable === "down" ? "is_false" : "is_true";
    case "set":
      return "in";
    case "day":
      return "on_or_before";
    default:
      return fact?.actionable === "down" ? "lte" : "gte";
  }
}
