import { evidenceScope } from "@/domain/profiles/indicators";
import type { Rule } from "@/domain/products/schema";
import type { Scope } from "@/domain/sources/catalogue";
import { evaluate, type Facts } from "./evaluate";

/**
 * The smallest set of scopes to allow that would settle an unknown rule in the enterprise's favour,
 * if the facts turn out well; fewer cannot. Ties go to the scopes first met in the rule.
 *
 * Null if allowing cannot settle it: the facts missing are public, not registered, or of scopes in
 * `granted`, whose source has nothing. Empty if the rule is already true. Conditions are taken to be
 * independent: two on the same fact that exclude each other are not noticed.
 */
export function settlingScopes(
  rule: Rule,
  facts: Facts,
  granted: ReadonlySet<string>,
): Scope[] | null {
  const scopes: Scope[] = [];
  const bitOf = (scope: Scope) => {
    if (!scopes.includes(scope)) scopes.push(scope);
    return 1 << scopes.indexOf(scope);
  };
  const sets = waysTo(true, rule, facts, (fact) => {
    const scope = evidenceScope(fact);
    return scope && !granted.has(scope) ? bitOf(scope) : null;
  });
  if (sets.length === 0) return null;
  const [smallest = 0] = sets.toSorted((a, b) => sizeOf(a) - sizeOf(b) || a - b);
  return scopes.filter((_, index) => smallest & (1 << index));
}

/** Minimal sets of scopes (as bits) under which a rule can come out as `wanted`; none if it cannot. */
function waysTo(
  wanted: boolean,
  rule: Rule,
  facts: Facts,
  bitOf: (fact: string) => number | null,
): number[] {
  const truth = evaluate(rule, facts);
  if (truth !== null) return truth === wanted ? [0] : [];
  if ("not" in rule) return waysTo(!wanted, rule.not, facts, bitOf);
  if ("fact" in rule) {
    const bit = bitOf(rule.fact);
    return bit === null ? [] : [bit];
  }
  const parts = "all" in rule ? rule.all : rule.any;
  const ways = parts.map((part) => waysTo(wanted, part, facts, bitOf));
  const needsEvery = "all" in rule === wanted;
  return needsEvery
    ? ways.reduce((sets, more) => minimal(sets.flatMap((a) => more.map((b) => a | b))), [0])
    : minimal(ways.flat());
}

/** Without duplicates and without supersets of another. */
function minimal(sets: readonly number[]): number[] {
  const distinct = [...new Set(sets)];
  return distinct.filter(
    (set) => !distinct.some((other) => other !== set && (other & set) === other),
  );
}

function sizeOf(set: number): number {
  let size = 0;
  for (let left = set; left !== 0; left &= left - 1) size += 1;
  return size;
}
