import type { Rule } from "./rule";
import type { RuleSpace } from "./rule-space";

/** That a part of a rule come out as wanted. */
export type Demand = { part: Rule; wanted: boolean };
type Cells = Map<string, bigint>;

/** How often a search may choose before it gives up. Rules people write take none or a few. */
const mostChoices = 2_000;

/**
 * Whether some enterprise, all of it known, meets every demand. Exact but for one thing: a search
 * that grows too long ends in yes, so that nothing is ever called impossible that is not.
 *
 * Demands that must all hold narrow the cells left to each variable; what may hold in several ways
 * is tried way by way, the fewest first (Davis, Logemann, Loveland 1962, over sets of cells).
 */
export function canMeet(space: RuleSpace, demands: readonly Demand[]): boolean {
  const budget = { left: mostChoices };
  return search(space, new Map(space.full), demands, [], budget);
}

function search(
  space: RuleSpace,
  cells: Cells,
  demands: readonly Demand[],
  choices: readonly (readonly Demand[])[],
  budget: { left: number },
): boolean {
  const due = [...demands];
  let open = [...choices];
  while (due.length > 0) {
    for (let demand = due.pop(); demand; demand = due.pop()) {
      const { part, wanted } = demand;
      if ("not" in part) due.push({ part: part.not, wanted: !wanted });
      else if ("fact" in part) {
        const region = space.regions.get(part);
        if (!region) continue;
        const left = leftOf(space, cells, region.variable) & wantedCells(space, demand);
        if (left === 0n) return false;
        cells.set(region.variable, left);
      } else {
        const ways = ("all" in part ? part.all : part.any).map((one) => ({ part: one, wanted }));
        if ("all" in part === wanted) due.push(...ways);
        else open.push(ways);
      }
    }
    const stillOpen: (readonly Demand[])[] = [];
    for (const ways of open) {
      const truths = ways.map((way) => truthOf(space, cells, way));
      if (truths.includes(true)) continue;
      const possible = ways.filter((_, index) => truths[index] === null);
      if (possible.length === 0) return false;
      if (possible.length === 1) due.push(...possible);
      else stillOpen.push(possible);
    }
    open = stillOpen;
  }
  const [fewest, ...others] = open.toSorted((a, b) => a.length - b.length);
  if (!fewest) return true;
  return fewest.some((way, index) => {
    budget.left -= 1;
    if (budget.left < 0) return true;
    // The ways tried before are out: what they would allow has been searched.
    const tried = fewest.slice(0, index).map((one) => ({ ...one, wanted: !one.wanted }));
    return search(space, new Map(cells), [way, ...tried], others, budget);
  });
}

/** A demand in Kleene's logic over the cells that are left: null while both can still be. */
function truthOf(space: RuleSpace, cells: Cells, demand: Demand): boolean | null {
  const { part, wanted } = demand;
  if ("not" in part) return truthOf(space, cells, { part: part.not, wanted: !wanted });
  if ("fact" in part) {
    const region = space.regions.get(part);
    if (!region) return null;
    const left = leftOf(space, cells, region.variable);
    const met = left & wantedCells(space, demand);
    return met === 0n ? false : met === left ? true : null;
  }
  const isEvery = "all" in part === wanted;
  let isOpen = false;
  for (const one of "all" in part ? part.all : part.any) {
    const truth = truthOf(space, cells, { part: one, wanted });
    if (truth === !isEvery) return truth;
    if (truth === null) isOpen = true;
  }
  return isOpen ? null : isEvery;
}

function leftOf(space: RuleSpace, cells: Cells, variable: string): bigint {
  return cells.get(variable) ?? space.full.get(variable) ?? 0n;
}

function wantedCells(space: RuleSpace, { part, wanted }: Demand): bigint {
  const region = "fact" in part ? space.regions.get(part) : undefined;
  if (!region) return 0n;
  return wanted ? region.cells : (space.full.get(region.variable) ?? 0n) & ~region.cells;
}
