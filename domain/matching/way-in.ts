import type { GuaranteeKind } from "@/domain/products/schema";
import { type Day, type Month, monthOf } from "@/domain/shared/calendar";
import type { Change } from "./counterfactual";
import type { ProductCheck } from "./checks";
import type { ProductMatch } from "./match";

/** What would have to be asked for instead, or waited for; nothing about the enterprise. */
export type NeedChange =
  | { of: "amount"; from: bigint; to: bigint }
  | { of: "term"; from: number; to: number }
  | { of: "guarantee"; from: readonly GuaranteeKind[]; to: GuaranteeKind }
  | { of: "opening"; from: Day; to: Day };

/** Everything that would make a refused product fit: of the need, and of the enterprise. */
export type WayIn = {
  need: NeedChange[];
  facts: Change[];
  /** The month by which all of it can be; null where nothing says when. */
  about: Month | null;
  reaches: "eligible" | "unknown";
};

/**
 * The least change of need and enterprise together after which a product that does not fit does.
 * Null for a product that fits or may, and where something stands in the way that nothing one can do
 * moves: its region, its end, a rule without a counterfactual.
 */
export function wayInOf({ checks, rules }: Pick<ProductMatch, "checks" | "rules">): WayIn | null {
  const failed = checks.filter(({ outcome }) => outcome === false);
  const isRefused = rules.verdict === "not_eligible";
  if (failed.length === 0 && !isRefused) return null;
  const need = failed.map(changeOfNeed);
  const facts = rules.counterfactual;
  if (need.includes(null) || (isRefused && !facts)) return null;
  const changes = need.flatMap((change) => change ?? []);
  const opening = changes.flatMap((change) => (change.of === "opening" ? monthOf(change.to) : []));
  const isKnown =
    checks.every(({ outcome }) => outcome !== null) &&
    (facts?.reaches ?? rules.verdict) === "eligible";
  return {
    need: changes,
    facts: facts?.changes ?? [],
    about: [...opening, ...(facts?.about ? [facts.about] : [])].toSorted().at(-1) ?? null,
    reaches: isKnown ? "eligible" : "unknown",
  };
}

/** The nearest need that passes a check of the product; null where no need would. */
export function changeOfNeed(check: ProductCheck): NeedChange | null {
  switch (check.check) {
    case "amount": {
      const to = BigInt(check.value < check.min ? check.min : check.max);
      return { of: "amount", from: check.value, to };
    }
    case "term":
      return {
        of: "term",
        from: check.value,
        to: check.value < check.min ? check.min : check.max,
      };
    case "guarantee":
      return { of: "guarantee", from: check.accepted, to: check.value };
    case "validity": {
      const { value, from } = check;
      return from !== null && value < from ? { of: "opening", from: value, to: from } : null;
    }
    case "region":
      return null;
  }
}

/**
 * How strongly a failed check speaks against a product, as `strengthOf` a condition: what nobody can
 * change most, a need by how far it lies outside, relative to where it starts and the step together.
 */
export function strengthOfCheck(check: ProductCheck): number {
  const change = changeOfNeed(check);
  if (change?.of === "amount" || change?.of === "term") {
    const step = Math.abs(Number(change.to) - Number(change.from));
    return step / (step + Number(change.from) + 1);
  }
  return change ? 1 : Infinity;
}
