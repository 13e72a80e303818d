import type { Fee, LprTenor, RepaymentKind } from "@/domain/products/schema";
import type { Day } from "@/domain/shared/calendar";
import { DomainError } from "@/domain/shared/errors";
import {
  decimalText,
  type FieldName,
  fieldNames,
  fields,
  type Fields,
  type Problem,
} from "./calculation-fields";
import { lprPublication } from "./lpr";
import { type Prepaid, prepay } from "./prepayment";
import { type Quote, quote, type QuoteTerms } from "./quote";
import type { ScheduleConvention } from "./convention";

/** What the address leaves out. Nothing else has a default: what is empty is not there. */
const defaults: Partial<Record<FieldName, string>> = {
  amount: "50",
  months: "12",
  kind: "equal_instalments",
  by: "lpr",
  tenor: "1y",
  spread: "60",
  rate: "3.65",
};

export type Calculation = {
  /** Every field as typed, or its default, to stand in the form again. */
  typed: Record<FieldName, string>;
  problems: Partial<Record<FieldName, Problem>>;
  /** Null while a field has a problem. */
  result: {
    terms: QuoteTerms;
    quote: Quote;
    /** The publication a rate by LPR goes by. */
    lpr: { on: Day; tenor: LprTenor; basisPoints: number } | null;
    prepaid: Prepaid | null;
  } | null;
};

type Given = Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * Reads a calculator's address and computes what it asks for. Never throws: whatever is typed, each
 * field that is wrong is named with its reason.
 */
export function calculate(given: Given, today: Day): Calculation {
  const typed = Object.fromEntries(
    fieldNames.map((name) => [name, textOf(given, name, today)]),
  ) as Record<FieldName, string>;
  const problems: Calculation["problems"] = {};
  const read: Partial<Fields> = {};
  const unused: FieldName[] = typed.by === "rate" ? ["tenor", "spread"] : ["rate"];
  for (const name of fieldNames) {
    if (unused.includes(name)) continue;
    if (typed[name] === "") {
      if (name in defaults) problems[name] = "missing";
      continue;
    }
    const found =
      typed[name].length > 40 ? { problem: "malformed" as const } : fields[name](typed[name]);
    if ("problem" in found) problems[name] = found.problem;
    else Object.assign(read, { [name]: found.value });
  }
  if (Object.keys(problems).length > 0) return { typed, problems, result: null };
  return { typed, ...priced(read, today) };
}

/** Only the first of what is said twice. */
function textOf(given: Given, name: FieldName, today: Day): string {
  const value = given[name];
  const text = typeof value === "string" ? value : value?.[0];
  return (text ?? (name === "start" ? today : defaults[name]) ?? "").trim();
}

const refuse = (name: FieldName, problem: Problem) => ({
  problems: { [name]: problem },
  result: null,
});

function priced(read: Partial<Fields>, today: Day): Pick<Calculation, "problems" | "result"> {
  const { amount = 0n, months = 1, kind = "equal_instalments", start = today } = read;
  const graces = ["principalGrace", "interestGrace", "freeGrace"] as const;
  const long = graces.find((name) => (read[name] ?? 0) >= months);
  if (long) return refuse(long, "grace_not_shorter_than_term");
  const lpr = read.by === "lpr" ? lprOf(read, start) : null;
  const rate = lpr ? lpr.basisPoints + (read.spread ?? 0) : (read.rate ?? 0);
  // A bank cannot go below nothing: the spread of its product may say so.
  if (rate > 3_600) return refuse("spread", "rate_out_of_range");
  const terms: QuoteTerms = {
    principal: amount,
    months,
    rate: Math.max(0, rate),
    repaymentKind: kind,
    startOn: start,
    fees: feesOf(read),
    ...conventionIn(read),
  };
  const found = quote(terms);
  const fee = (
    ["upfrontShare", "upfront", "periodShare", "period", "endShare", "end"] as const
  ).find((name) => read[name]);
  if (found.totalFees >= amount) return refuse(fee ?? "upfront", "fees_exceed_principal");
  if (found.annualRate.kind !== "rate") return refuse(fee ?? "upfront", "no_annual_rate");
  const result = { terms, quote: found, lpr, prepaid: null };
  if (read.prepay === undefined) return { problems: {}, result };
  try {
    const prepaid = prepay(terms, {
      on: read.prepayOn ?? start,
      amount: read.prepay,
      effect: read.effect ?? "shorter_term",
    });
    return { problems: {}, result: { ...result, prepaid } };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const field = error.field === "on" ? "prepayOn" : "prepay";
    return { problems: { [field]: error.reason as Problem }, result };
  }
}

function lprOf({ tenor = "1y" }: Partial<Fields>, start: Day) {
  const publication = lprPublication(start);
  return { on: publication.on, tenor, basisPoints: publication[tenor] };
}

const feeNames = {
  upfront: { zh: "放款时费用", en: "Fee at disbursement" },
  per_period: { zh: "每期费用", en: "Fee of each period" },
  at_end: { zh: "到期费用", en: "Fee at the end" },
} as const;

const feeOf = (timing: Fee["timing"], basisPoints = 0, amount = 0n): Fee[] =>
  basisPoints === 0 && amount === 0n
    ? []
    : [{ name: feeNames[timing], timing, basisPoints, amount: Number(amount) }];

function feesOf(read: Partial<Fields>): Fee[] {
  return [
    ...feeOf("upfront", read.upfrontShare, read.upfront),
    ...feeOf("per_period", read.periodShare, read.period),
    ...feeOf("at_end", read.endShare, read.end),
  ];
}

function conventionIn(read: Partial<Fields>): ScheduleConvention {
  const { dayCount, rounding, dueDay, multiple } = read;
  const grace = {
    ...(read.principalGrace && { principalMonths: read.principalGrace }),
    ...(read.interestGrace && { interestMonths: read.interestGrace }),
    ...(read.freeGrace && { interestFreeMonths: read.freeGrace }),
  };
  return {
    ...(dayCount && { dayCount }),
    ...(rounding && { rounding }),
    ...(Object.keys(grace).length > 0 && { grace }),
    ...(dueDay && { dueDay }),
    ...(multiple && { instalmentMultiple: Number(multiple) }),
    prepayment: {
      isAllowed: read.prepayment === undefined,
      feeBasisPoints: read.prepayFee,
      freeAfterMonths: read.prepayFreeAfter,
    },
  };
}

type Asked = {
  amount: bigint;
  months: number;
  repaymentKind: RepaymentKind;
  fees: readonly Fee[];
  convention: ScheduleConvention;
  startOn?: Day;
} & ({ nominalRate: number } | { lprTenor: LprTenor; spread: number });

/** The address that computes these terms: what stands in a product or an offer, to be tried with. */
export function calculationAddress(asked: Asked): string {
  const { convention, fees } = asked;
  const { grace, prepayment } = convention;
  const shareOf = (timing: Fee["timing"]) => total(fees, timing, "basisPoints");
  const amountOf = (timing: Fee["timing"]) => total(fees, timing, "amount");
  const given: Partial<Record<FieldName, string | number | undefined>> = {
    amount: decimalText(asked.amount, 6),
    months: asked.months,
    kind: asked.repaymentKind,
    ...("nominalRate" in asked
      ? { by: "rate", rate: decimalText(BigInt(asked.nominalRate), 2) }
      : { by: "lpr", tenor: asked.lprTenor, spread: asked.spread }),
    start: asked.startOn,
    upfrontShare: shareOf("upfront"),
    upfront: amountOf("upfront"),
    periodShare: shareOf("per_period"),
    period: amountOf("per_period"),
    endShare: shareOf("at_end"),
    end: amountOf("at_end"),
    dayCount: convention.dayCount,
    rounding: convention.rounding,
    principalGrace: grace?.principalMonths,
    interestGrace: grace?.interestMonths,
    freeGrace: grace?.interestFreeMonths,
    dueDay: convention.dueDay,
    multiple:
      convention.instalmentMultiple && decimalText(BigInt(convention.instalmentMultiple), 2),
    prepayment: prepayment?.isAllowed === false ? "not_allowed" : undefined,
    prepayFee: prepayment?.feeBasisPoints && decimalText(BigInt(prepayment.feeBasisPoints), 2),
    prepayFreeAfter: prepayment?.freeAfterMonths,
  };
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(given))
    if (value !== undefined && value !== "") query.set(name, String(value));
  return `/calculator?${query}`;
}

/** What fees of one time add up to, as the calculator has one field for them; nothing for none. */
function total(
  fees: readonly Fee[],
  timing: Fee["timing"],
  part: "basisPoints" | "amount",
): string | undefined {
  const sum = fees.reduce((all, fee) => all + (fee.timing === timing ? (fee[part] ?? 0) : 0), 0);
  return sum === 0 ? undefined : decimalText(BigInt(sum), 2);
}
