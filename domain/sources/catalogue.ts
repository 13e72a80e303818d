import type { ConsentSubject } from "@/domain/consents/lifecycle";

export const granularities = ["raw", "monthly", "indicator", "band", "predicate"] as const;
export type Granularity = (typeof granularities)[number];

export const supplyModes = ["P", "A", "V", "M"] as const;
/** P public, aggregated here · A fetched under a consent · V verification only · M computed at the source. */
type SupplyMode = (typeof supplyModes)[number];

export const agencyCodes = [
  "market_regulation",
  "tax",
  "human_resources",
  "housing_fund",
  "water",
  "electricity",
  "gas",
] as const;
export type AgencyCode = (typeof agencyCodes)[number];

export const itemCodes = [
  "registration",
  "key_people",
  "penalties",
  "abnormal_lists",
  "tax_credit_grade",
  "tax_declarations",
  "vat_invoices",
  "social_insurance",
  "representative_insurance",
  "housing_fund",
  "water_usage",
  "electricity_usage",
  "gas_usage",
] as const;
export type ItemCode = (typeof itemCodes)[number];

type CatalogueItem = {
  code: ItemCode;
  agency: AgencyCode;
  mode: SupplyMode;
  granularities: readonly Granularity[];
  /** Whose fact it is; a person's are never mixed with the company's in one consent. */
  subject: ConsentSubject;
};

const derived = ["monthly", "indicator", "band"] as const;

const ofEnterprise: readonly Omit<CatalogueItem, "subject">[] = [
  { code: "registration", agency: "market_regulation", mode: "P", granularities: ["raw"] },
  { code: "key_people", agency: "market_regulation", mode: "P", granularities: ["raw"] },
  { code: "penalties", agency: "market_regulation", mode: "P", granularities: ["raw"] },
  { code: "abnormal_lists", agency: "market_regulation", mode: "P", granularities: ["raw"] },
  { code: "tax_credit_grade", agency: "tax", mode: "P", granularities: ["raw"] },
  { code: "tax_declarations", agency: "tax", mode: "A", granularities: derived },
  { code: "vat_invoices", agency: "tax", mode: "A", granularities: ["raw", ...derived] },
  { code: "social_insurance", agency: "human_resources", mode: "A", granularities: derived },
  { code: "housing_fund", agency: "housing_fund", mode: "A", granularities: derived },
  { code: "water_usage", agency: "water", mode: "A", granularities: derived },
  { code: "electricity_usage", agency: "electricity", mode: "M", granularities: ["predicate"] },
  { code: "gas_usage", agency: "gas", mode: "A", granularities: derived },
];

/** Asked of the legal representative alone, in a consent of that person's own. */
const ofRepresentative: readonly Omit<CatalogueItem, "subject">[] = [
  {
    code: "representative_insurance",
    agency: "human_resources",
    mode: "M",
    granularities: ["predicate"],
  },
];

/** The default catalogue an installation starts with; the office edits the copy in the database. */
export const defaultCatalogue: readonly CatalogueItem[] = [
  ...ofEnterprise.map((item) => ({ ...item, subject: "enterprise" as const })),
  ...ofRepresentative.map((item) => ({ ...item, subject: "legal_representative" as const })),
];

/** A scope names one item at one granularity, as the gate compares it: `tax_declarations:indicator`. */
export type Scope = `${ItemCode}:${Granularity}`;
