import type { ProposeTemplateInput, TemplateView } from "./schema";

export type MarkedPart = { kind: "same" | "added" | "removed"; text: string };

/** Han characters one by one, everything else by the word. */
const partsOf = (text: string) => text.match(/[A-Za-z0-9'-]+|\s+|./gsu) ?? [];

/** Two texts as one, with what was taken out and put in; joined, the sides give both texts back. */
export function markChanges(before: string, after: string): MarkedPart[] {
  const [old, fresh] = [partsOf(before), partsOf(after)];
  // common[i][j]: the most that old from i and fresh from j have in common.
  const common = Array.from({ length: old.length + 1 }, () =>
    Array.from({ length: fresh.length + 1 }, () => 0),
  );
  const at = (i: number, j: number) => common[i]?.[j] ?? 0;
  for (let i = old.length - 1; i >= 0; i -= 1)
    for (let j = fresh.length - 1; j >= 0; j -= 1) {
      const row = common[i];
      if (row)
        row[j] = old[i] === fresh[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }

  const marked: MarkedPart[] = [];
  const mark = (kind: MarkedPart["kind"], text: string) => {
    const last = marked.at(-1);
    if (last?.kind === kind) last.text += text;
    else marked.push({ kind, text });
  };
  let [i, j] = [0, 0];
  while (i < old.length || j < fresh.length) {
    const [was, is] = [old[i], fresh[j]];
    if (was !== undefined && was === is) {
      mark("same", was);
      i += 1;
      j += 1;
    } else if (was !== undefined && (is === undefined || at(i + 1, j) >= at(i, j + 1))) {
      mark("removed", was);
      i += 1;
    } else if (is !== undefined) {
      mark("added", is);
      j += 1;
    }
  }
  return marked;
}

const ceilings = [
  "maxValidityDays",
  "maxDataMonths",
  "maxReads",
  "readsPerCount",
  "maxFetches",
  "dataLifeDays",
] as const;
export type ChangedCeiling = {
  field: (typeof ceilings)[number];
  before: number | null;
  after: number | null;
};

/** What a draft changes in the version in force, apart from its wording. */
export function templateChanges(
  active: Omit<ProposeTemplateInput, "scopes"> & { scopes: readonly string[] },
  draft: TemplateView,
) {
  return {
    ceilings: ceilings
      .map((field): ChangedCeiling => ({ field, before: active[field], after: draft[field] }))
      .filter(({ before, after }) => before !== after),
    readsPerUnit: active.readsPerUnit !== draft.readsPerUnit,
    secondSigner: active.secondSignerAbove !== draft.secondSignerAbove,
    added: draft.scopes.filter((scope) => !active.scopes.includes(scope)),
    removed: active.scopes.filter((scope) => !draft.scopes.includes(scope)),
  };
}
