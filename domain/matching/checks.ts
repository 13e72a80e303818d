import type { GuaranteeKind, ProductContent } from "@/domain/products/schema";
import { isValidOn } from "@/domain/products/validity";
import type { Day } from "@/domain/shared/calendar";
import type { Facts, Truth } from "./evaluate";
import type { Asked } from "./price";

/** What an enterprise needs. `guarantees`: the kinds it can give; absent or empty is any. */
export type MatchNeed = Asked & { guarantees?: readonly GuaranteeKind[] };

/** What the product itself asks of the need, before any rule about the enterprise. */
export type ProductCheck =
  | { check: "amount"; outcome: boolean; value: bigint; min: number; max: number }
  | { check: "term"; outcome: boolean; value: number; min: number; max: number }
  | { check: "region"; outcome: Truth; value: string | null; regions: string[] }
  | { check: "validity"; outcome: boolean; value: Day; from: Day | null; to: Day | null }
  | { check: "guarantee"; outcome: boolean; value: GuaranteeKind; accepted: GuaranteeKind[] };

/** A need as every product is held against it. */
export type Demand = {
  amount: bigint;
  months: number;
  accepted: readonly GuaranteeKind[];
  district: string | null;
  on: Day;
};

/** The need of the enterprise that the facts are about, on a day. */
export function demandOf(need: MatchNeed, facts: Facts, on: Day): Demand {
  const { amount, months, guarantees: accepted = [] } = need;
  const district = facts.get("district");
  return { amount, months, accepted, district: typeof district === "string" ? district : null, on };
}

/** Whether amount and term are the product's to lend, so that it has a price. */
export function isLendable(content: ProductContent, demand: Demand): boolean {
  return lendsAmount(content, demand) && lendsTerm(content, demand);
}

/** What all checks come to together: one that fails decides, then one that is unknown. */
export function fitOf(content: ProductContent, demand: Demand): Truth {
  const isRefused =
    !isLendable(content, demand) ||
    !isValidOn(content, demand.on) ||
    !takesGuarantee(content, demand);
  return isRefused ? false : servesRegion(content.regions, demand.district);
}

/** Every check with what it compares, in the order they are shown. */
export function checksOf(content: ProductContent, demand: Demand): ProductCheck[] {
  const { amountMin, amountMax, termMin, termMax, regions, guarantee } = content;
  const { amount, months, accepted, district, on } = demand;
  return [
    {
      check: "amount",
      outcome: lendsAmount(content, demand),
      value: amount,
      min: amountMin,
      max: amountMax,
    },
    {
      check: "term",
      outcome: lendsTerm(content, demand),
      value: months,
      min: termMin,
      max: termMax,
    },
    {
      check: "region",
      outcome: servesRegion(regions, district),
      value: district,
      regions,
    },
    {
      check: "validity",
      outcome: isValidOn(content, on),
      value: on,
      from: content.validFrom ?? null,
      to: content.validTo ?? null,
    },
    {
      check: "guarantee",
      outcome: takesGuarantee(content, demand),
      value: guarantee,
      accepted: [...accepted],
    },
  ];
}

function lendsAmount({ amountMin, amountMax }: ProductContent, { amount }: Demand): boolean {
  return amount >= amountMin && amount <= amountMax;
}

function lendsTerm({ termMin, termMax }: ProductContent, { months }: Demand): boolean {
  return months >= termMin && months <= termMax;
}

function takesGuarantee({ guarantee }: ProductContent, { accepted }: Demand): boolean {
  return accepted.length === 0 || guarantee === "none" || accepted.includes(guarantee);
}

/**
 * Whether a product serves a district: everywhere without regions; a city's code (`330100`) or a
 * province's (`330000`) covers what lies in it (GB/T 2260). Unknown if the district is.
 */
export function servesRegion(regions: readonly string[], district: string | null): Truth {
  if (regions.length === 0) return true;
  if (district === null) return null;
  return regions.some((region) => district.startsWith(region.replace(/(00){1,2}$/, "")));
}
