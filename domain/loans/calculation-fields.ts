import { repaymentKinds } from "@/domain/products/kinds";
import { DayText } from "@/domain/shared/calendar";
import { roundingModes } from "@/domain/shared/money";
import { dayCounts } from "./day-count";
import { prepaymentEffects } from "./prepayment";

/** What of a field is not as it should be; the page has a sentence for each. */
export type Problem =
  | "missing"
  | "malformed"
  | "amount_too_small"
  | "amount_too_large"
  | "term_out_of_range"
  | "rate_out_of_range"
  | "spread_out_of_range"
  | "fee_out_of_range"
  | "fees_exceed_principal"
  | "no_annual_rate"
  | "grace_not_shorter_than_term"
  | "due_day_out_of_range"
  | "multiple_out_of_range"
  | "day_out_of_range"
  | "prepayment_of_flat_loan"
  | "prepayment_not_allowed"
  | "prepayment_day_outside_loan"
  | "prepayment_exceeds_balance"
  | "amount_not_positive";

export type Read<T> = { value: T } | { problem: Problem };

/** A typed decimal in units of 10^-places; null when it is none, or finer. Full-width digits count. */
export function readDecimal(text: string, places: number): bigint | null {
  const plain = text.normalize("NFKC").replaceAll(/[\s,%]/gu, "");
  const parts = /^([-+]?)(\d{1,24})(?:\.(\d{0,12}))?$/u.exec(plain);
  if (!parts) return null;
  const [, sign = "", whole = "", fraction = ""] = parts;
  const digits = fraction.replace(/0+$/u, "");
  if (digits.length > places) return null;
  const value = BigInt(whole) * 10n ** BigInt(places) + BigInt(digits.padEnd(places, "0") || "0");
  return sign === "-" ? -value : value;
}

/** Units of 10^-places as the shortest decimal: 128_500_000n at 6 → "128.5". */
export function decimalText(value: bigint, places: number): string {
  const absolute = value < 0n ? -value : value;
  const digits = String(absolute).padStart(places + 1, "0");
  const whole = digits.slice(0, digits.length - places);
  const fraction = digits.slice(digits.length - places).replace(/0+$/u, "");
  return `${value < 0n ? "-" : ""}${whole}${fraction === "" ? "" : `.${fraction}`}`;
}

type Range = { least: bigint; most: bigint; problem: Problem; tooSmall?: Problem };

function decimal(places: number, { least, most, problem, tooSmall }: Range) {
  return (text: string): Read<bigint> => {
    const value = readDecimal(text, places);
    if (value === null) return { problem: "malformed" };
    if (value < least) return { problem: tooSmall ?? problem };
    return value > most ? { problem } : { value };
  };
}

function count(least: number, most: number, problem: Problem) {
  const read = decimal(0, { least: BigInt(least), most: BigInt(most), problem });
  return (text: string): Read<number> => {
    const found = read(text);
    return "value" in found ? { value: Number(found.value) } : found;
  };
}

function basisPoints(least: number, most: number, problem: Problem) {
  const read = decimal(2, { least: BigInt(least), most: BigInt(most), problem });
  return (text: string): Read<number> => {
    const found = read(text);
    return "value" in found ? { value: Number(found.value) } : found;
  };
}

function oneOf<const T extends string>(values: readonly T[]) {
  return (text: string): Read<T> => {
    const value = values.find((one) => one === text);
    return value === undefined ? { problem: "malformed" } : { value };
  };
}

function day(text: string): Read<string> {
  if (!DayText.safeParse(text).success) return { problem: "malformed" };
  return text < "2019-08-20" || text > "2099-12-31"
    ? { problem: "day_out_of_range" }
    : { value: text };
}

const feeAmount = decimal(2, {
  least: 0n,
  most: 100_000_000_000_000n,
  problem: "fee_out_of_range",
});
const feeShare = basisPoints(0, 10_000, "fee_out_of_range");
const graceMonths = count(0, 359, "grace_not_shorter_than_term");

/** Every field of the calculator's address with how its text is read. Amounts become fen. */
export const fields = {
  /** In 10 000 yuan: at most 10 billion yuan. */
  amount: decimal(6, {
    least: 1n,
    most: 1_000_000_000_000n,
    problem: "amount_too_large",
    tooSmall: "amount_too_small",
  }),
  months: count(1, 360, "term_out_of_range"),
  kind: oneOf(repaymentKinds),
  /** By the loan prime rate and basis points, or by a rate. */
  by: oneOf(["lpr", "rate"]),
  tenor: oneOf(["1y", "5y"]),
  spread: count(-300, 3_600, "spread_out_of_range"),
  rate: basisPoints(0, 3_600, "rate_out_of_range"),
  start: day,
  upfrontShare: feeShare,
  upfront: feeAmount,
  periodShare: feeShare,
  period: feeAmount,
  endShare: feeShare,
  end: feeAmount,
  dayCount: oneOf(dayCounts),
  rounding: oneOf(roundingModes),
  principalGrace: graceMonths,
  interestGrace: graceMonths,
  freeGrace: graceMonths,
  dueDay: count(1, 28, "due_day_out_of_range"),
  /** In yuan: at most a hundred. */
  multiple: decimal(2, { least: 1n, most: 100_00n, problem: "multiple_out_of_range" }),
  prepayOn: day,
  prepay: decimal(6, {
    least: 1n,
    most: 1_000_000_000_000n,
    problem: "amount_too_large",
    tooSmall: "amount_not_positive",
  }),
  effect: oneOf(prepaymentEffects),
  /** What the contract says of it: allowed unless said. */
  prepayment: oneOf(["not_allowed"]),
  prepayFee: basisPoints(0, 10_000, "fee_out_of_range"),
  prepayFreeAfter: count(1, 360, "term_out_of_range"),
} satisfies Record<string, (text: string) => Read<unknown>>;

export type FieldName = keyof typeof fields;
export const fieldNames = Object.keys(fields) as FieldName[];

/** What each field holds, once read. */
export type Fields = {
  [Name in FieldName]: Extract<ReturnType<(typeof fields)[Name]>, { value: unknown }>["value"];
};
