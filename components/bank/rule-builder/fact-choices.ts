import type { AgencyCode, ItemCode } from "@/domain/sources/catalogue";
import { defaultCatalogue } from "@/domain/sources/catalogue";
import { facts, type RegisteredFact } from "@/domain/profiles/indicators";

/** The facts of one item, as they are offered to rules. */
export type FactGroup = { item: ItemCode; agency: AgencyCode; facts: readonly RegisteredFact[] };

/** Every fact of the registry by its item, in the catalogue's order. */
const factGroups: readonly FactGroup[] = defaultCatalogue
  .map(({ code, agency }) => ({
    item: code,
    agency,
    facts: [...facts.values()].filter(({ item }) => item === code),
  }))
  .filter((group) => group.facts.length > 0);

const plain = (text: string) => text.normalize("NFKC").toLowerCase();

/**
 * The groups with the facts that a search means: every word in the fact's names, code or formula, or
 * in the words for its group. All of them while nothing is searched for.
 */
export function searchFacts(
  search: string,
  wordsOf: (group: FactGroup) => string,
): readonly FactGroup[] {
  const words = plain(search).split(/\s+/u).filter(Boolean);
  if (words.length === 0) return factGroups;
  return factGroups
    .map((group) => {
      const around = wordsOf(group);
      return {
        ...group,
        facts: group.facts.filter(({ code, name, formula }) => {
          const text = plain([around, code, name.zh, name.en, formula.zh, formula.en].join("\n"));
          return words.every((word) => text.includes(word));
        }),
      };
    })
    .filter((group) => group.facts.length > 0);
}
