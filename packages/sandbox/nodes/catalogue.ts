/** Which agency holds what, and how it may be asked for. */
export const agencies = {
  market_regulation: ["registration", "key_people", "penalties", "abnormal_lists"],
  tax: ["tax_credit_grade", "tax_declarations", "vat_invoices"],
  human_resources: ["representative_insurance", "social_insurance"],
  housing_fund: ["housing_fund"],
  water: ["water_usage"],
  electricity: ["electricity_usage"],
  gas: ["gas_usage"],
} as const;

export type Agency = keyof typeof agencies;
export type Item = (typeof agencies)[Agency][number];

export function isAgency(text: string): text is Agency {
  return Object.hasOwn(agencies, text);
}

export const publicItems: readonly Item[] = [
  "registration",
  "key_people",
  "penalties",
  "abnormal_lists",
  "tax_credit_grade",
];

/** Computed here and never handed out. */
export const computedItems: readonly Item[] = ["electricity_usage", "representative_insurance"];

/** What `query` serves of an item: raw for public items, months for the rest, nothing where data never leaves. */
export function served(item: Item): readonly ("monthly" | "raw")[] {
  if (computedItems.includes(item)) return [];
  if (item === "vat_invoices") return ["monthly", "raw"];
  return publicItems.includes(item) ? ["raw"] : ["monthly"];
}
