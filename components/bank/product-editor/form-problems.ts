import { parsePercent, parseWhole } from "@/components/bank/rule-builder/condition-value";
import type { ProductProblem } from "@/domain/products/coherence";
import { type ProductTerms, productProblems } from "@/domain/products/problems";
import {
  draftOf,
  mostGrace,
  type NumberField,
  numberFields,
  readDay,
  readNumber,
  readYuan,
} from "./draft-of";
import type { ProductForm } from "./product-form";

/** What is wrong with a field of the form, and where in the content that stands. */
export type FormProblem = ProductProblem & { field: string };

export const sections = [
  "texts",
  "terms",
  "rate",
  "conventions",
  "reach",
  "materials",
  "items",
  "rules",
] as const;
export type Section = (typeof sections)[number];

/** In the form's order. */
const sectionOfField: Record<string, Section> = {
  nameZh: "texts",
  nameEn: "texts",
  summaryZh: "texts",
  summaryEn: "texts",
  kind: "texts",
  guarantee: "texts",
  code: "texts",
  amountMin: "terms",
  amountMax: "terms",
  termMin: "terms",
  termMax: "terms",
  repaymentKinds: "terms",
  prepayment: "terms",
  prepaymentFee: "terms",
  prepaymentFreeAfter: "terms",
  lprTenor: "rate",
  spreadMin: "rate",
  spreadMax: "rate",
  fees: "rate",
  dayCount: "conventions",
  rounding: "conventions",
  gracePrincipal: "conventions",
  graceInterest: "conventions",
  graceInterestFree: "conventions",
  dueDay: "conventions",
  instalmentMultiple: "conventions",
  regions: "reach",
  validFrom: "reach",
  validTo: "reach",
  promisedWorkingDays: "reach",
  materials: "materials",
  items: "items",
  rule: "rules",
};

const placeOf = new Map(Object.keys(sectionOfField).map((field, place) => [field, place]));
const wholeOf = (field: string) => field.split(".")[0] ?? "";

export const sectionOf = (field: string): Section => sectionOfField[wholeOf(field)] ?? "texts";

/** The id of a field's control, for its label and for whoever points at it. */
export const idOfField = (field: string) => `field-${field.replaceAll(".", "-")}`;

const renamed: Record<string, string> = {
  "name.zh": "nameZh",
  "name.en": "nameEn",
  "summary.zh": "summaryZh",
  "summary.en": "summaryEn",
  "grace.principalMonths": "gracePrincipal",
  "grace.interestMonths": "graceInterest",
  "grace.interestFreeMonths": "graceInterestFree",
  "prepayment.isAllowed": "prepayment",
  "prepayment.feeBasisPoints": "prepaymentFee",
  "prepayment.freeAfterMonths": "prepaymentFreeAfter",
};
const inParts: Record<string, string> = {
  "name.zh": "nameZh",
  "name.en": "nameEn",
  basisPoints: "share",
  "why.zh": "whyZh",
  "why.en": "whyEn",
};

/** The field of the form that a place in the content is typed in. */
function fieldOf(path: readonly (string | number)[], form: ProductForm): string {
  const [first = "", index, ...rest] = path.map(String);
  if (first === "eligibility") return "rule";
  if (first === "fees" || first === "materials" || first === "items") {
    const part = form[first][Number(index)];
    if (!part) return first;
    const inner = rest.join(".");
    return inner ? `${first}.${part.key}.${inParts[inner] ?? inner}` : `${first}.${part.key}`;
  }
  const whole = path.map(String).join(".");
  return renamed[whole] ?? whole;
}

const notRead = {
  wan: "amount_malformed",
  yuan: "amount_malformed",
  whole: "whole_malformed",
  months: "whole_malformed",
  percent: "percent_malformed",
} as const;

/** Typed and not read: said before anything else about the field. */
function malformed(form: ProductForm): FormProblem[] {
  const found: FormProblem[] = [];
  const look = (field: string, text: string, value: unknown, reason: string) => {
    if (text.trim() !== "" && value === null) found.push({ field, reason, path: [] });
  };
  for (const field of Object.keys(numberFields) as NumberField[]) {
    const months = numberFields[field] === "months" ? parseWhole(form[field]) : null;
    if (months !== null && months < 0)
      found.push({ field, reason: "number_too_small", limit: 0, path: [] });
    else if (months !== null && months > mostGrace)
      found.push({ field, reason: "number_too_big", limit: mostGrace, path: [] });
    else look(field, form[field], readNumber(field, form[field]), notRead[numberFields[field]]);
  }
  for (const { key, share, amount } of form.fees) {
    look(`fees.${key}.share`, share, parsePercent(share), "percent_malformed");
    look(`fees.${key}.amount`, amount, readYuan(amount), "amount_malformed");
  }
  for (const field of ["validFrom", "validTo"] as const)
    look(field, form[field], readDay(form[field]), "day_invalid");
  return found;
}

/** What is said of a rule as a whole; all else stands at its parts. */
const ofWholeRule: readonly string[] = ["rule_missing", "rule_too_deep", "rule_too_long"];

/**
 * What keeps a product from being submitted, in the form's order, once per field; inside its rule,
 * `partProblems` and `contradictionsIn` say it.
 */
export function formProblems(form: ProductForm, terms: ProductTerms): FormProblem[] {
  const told = productProblems(draftOf(form), terms)
    .filter(({ path, reason }) => path[0] !== "eligibility" || ofWholeRule.includes(reason))
    .map((problem) => ({ ...problem, field: fieldOf(problem.path, form) }));
  const regions =
    form.isEverywhere || form.regions.length > 0
      ? []
      : [{ field: "regions", reason: "field_missing", path: ["regions"] }];
  const found = new Map<string, FormProblem>();
  for (const problem of [...malformed(form), ...regions, ...told])
    if (!found.has(problem.field)) found.set(problem.field, problem);
  return [...found.values()].toSorted(
    (a, b) => (placeOf.get(wholeOf(a.field)) ?? 0) - (placeOf.get(wholeOf(b.field)) ?? 0),
  );
}
