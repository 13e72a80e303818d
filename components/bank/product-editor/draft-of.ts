import { parseAmount } from "@/components/format/parse-amount";
import { parsePercent, parseWhole } from "@/components/bank/rule-builder/condition-value";
import { ruleOf } from "@/components/bank/rule-builder/rule-nodes";
import { Convention } from "@/domain/products/convention";
import type { ProductDraft } from "@/domain/products/draft";
import { feeTimings, guaranteeKinds, lprTenors, productKinds } from "@/domain/products/kinds";
import { dayCounts } from "@/domain/loans/day-count";
import { DayText } from "@/domain/shared/calendar";
import { roundingModes } from "@/domain/shared/money";
import { granularities, itemCodes } from "@/domain/sources/catalogue";
import type { ProductForm, TextField } from "./product-form";

/** Months of grace, which a draft keeps only within their bounds. */
const Months = Convention.shape.grace.unwrap().shape.principalMonths;
export const mostGrace = Months.unwrap().maxValue ?? 0;

/** How each typed number is read; the rest are words. */
export const numberFields = {
  amountMin: "wan",
  amountMax: "wan",
  termMin: "whole",
  termMax: "whole",
  spreadMin: "whole",
  spreadMax: "whole",
  gracePrincipal: "months",
  graceInterest: "months",
  graceInterestFree: "months",
  dueDay: "whole",
  instalmentMultiple: "yuan",
  prepaymentFee: "percent",
  prepaymentFreeAfter: "whole",
  promisedWorkingDays: "whole",
} as const satisfies Partial<Record<TextField, "wan" | "yuan" | "whole" | "months" | "percent">>;
export type NumberField = keyof typeof numberFields;

export const readYuan = (text: string) => safe(parseAmount(text, "yuan"));

/** More than a number can say is the most one can say, which is too much for any field. */
const safe = (fen: bigint | null) =>
  fen === null ? null : Math.min(Number(fen), Number.MAX_SAFE_INTEGER);

/** A typed number in the unit it is stored in; null where it is none, or nothing. */
export function readNumber(field: NumberField, text: string): number | null {
  const unit = numberFields[field];
  if (unit === "months") return Months.safeParse(parseWhole(text)).data ?? null;
  if (unit === "percent") return parsePercent(text);
  return unit === "whole" ? parseWhole(text) : safe(parseAmount(text, unit));
}

export const readDay = (text: string) => DayText.safeParse(text).data ?? null;

const among = <T extends string>(all: readonly T[], text: string) =>
  all.find((one) => one === text);

/** Without the parts that are not there: a draft says nothing of them. */
function present<T extends object>(parts: T): { [K in keyof T]?: Exclude<T[K], null | undefined> } {
  return Object.fromEntries(
    Object.entries(parts).filter(([, value]) => value !== null && value !== undefined),
  ) as { [K in keyof T]?: Exclude<T[K], null | undefined> };
}

/** What the form says of paying early; undefined where nothing is chosen. */
export function prepaymentOf(form: ProductForm): ProductDraft["prepayment"] {
  const choice = among(["allowed", "not_allowed"], form.prepayment);
  return (
    choice && {
      isAllowed: choice === "allowed",
      ...present({
        feeBasisPoints: readNumber("prepaymentFee", form.prepaymentFee),
        freeAfterMonths: readNumber("prepaymentFreeAfter", form.prepaymentFreeAfter),
      }),
    }
  );
}

/** What of the form can be stored: everything that reads as what its field asks for. */
export function draftOf(form: ProductForm): ProductDraft {
  const number = (field: NumberField) => readNumber(field, form[field]);
  const grace = present({
    principalMonths: number("gracePrincipal"),
    interestMonths: number("graceInterest"),
    interestFreeMonths: number("graceInterestFree"),
  });
  return present({
    code: form.code.trim() || null,
    name: { zh: form.nameZh.trim(), en: form.nameEn.trim() },
    summary: { zh: form.summaryZh.trim(), en: form.summaryEn.trim() },
    kind: among(productKinds, form.kind),
    guarantee: among(guaranteeKinds, form.guarantee),
    amountMin: number("amountMin"),
    amountMax: number("amountMax"),
    termMin: number("termMin"),
    termMax: number("termMax"),
    repaymentKinds: [...form.repaymentKinds],
    lprTenor: among(lprTenors, form.lprTenor),
    spreadMin: number("spreadMin"),
    spreadMax: number("spreadMax"),
    fees: form.fees.map(({ nameZh, nameEn, timing, share, amount }) => ({
      name: { zh: nameZh.trim(), en: nameEn.trim() },
      timing: among(feeTimings, timing) ?? "upfront",
      ...present({ basisPoints: parsePercent(share), amount: readYuan(amount) }),
    })),
    regions: form.isEverywhere ? [] : [...form.regions],
    isFirstLoan: form.isFirstLoan,
    isPolicy: form.isPolicy,
    materials: form.materials.map(({ zh, en }) => ({ zh: zh.trim(), en: en.trim() })),
    dayCount: among(dayCounts, form.dayCount),
    rounding: among(roundingModes, form.rounding),
    grace: Object.keys(grace).length > 0 ? grace : null,
    dueDay: number("dueDay"),
    instalmentMultiple: number("instalmentMultiple"),
    prepayment: prepaymentOf(form),
    promisedWorkingDays: number("promisedWorkingDays"),
    validFrom: readDay(form.validFrom),
    validTo: readDay(form.validTo),
    purposeTemplate: "loan_application" as const,
    items: form.items.flatMap(({ scope, whyZh, whyEn, isRequired }) => {
      const [item = "", granularity = ""] = scope.split(":");
      const code = among(itemCodes, item);
      const fineness = among(granularities, granularity);
      if (!code || !fineness) return [];
      const why = { zh: whyZh.trim(), en: whyEn.trim() };
      return [{ item: code, granularity: fineness, why, isRequired }];
    }),
    eligibility: ruleOf(form.rule).rule,
  });
}
