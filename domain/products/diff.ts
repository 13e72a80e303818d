import type { ProductDraft } from "./draft";
import { isEqual } from "./equal";
import { type RuleChange, ruleChanges } from "./rule-diff";

type Item = NonNullable<ProductDraft["items"]>[number];
type Fee = NonNullable<ProductDraft["fees"]>[number];
type Text = { zh: string; en: string };

/** Compared as they are. */
export const plainFields = [
  "code",
  "kind",
  "guarantee",
  "amountMin",
  "amountMax",
  "termMin",
  "termMax",
  "repaymentKinds",
  "lprTenor",
  "spreadMin",
  "spreadMax",
  "regions",
  "isFirstLoan",
  "isPolicy",
  "dayCount",
  "rounding",
  "grace",
  "dueDay",
  "instalmentMultiple",
  "prepayment",
  "promisedWorkingDays",
  "validFrom",
  "validTo",
  "purposeTemplate",
] as const satisfies (keyof ProductDraft)[];
type PlainField = (typeof plainFields)[number];

export type FieldChange = {
  [F in PlainField]: { field: F; before: ProductDraft[F]; after: ProductDraft[F] };
}[PlainField];
/** What stands on one side only was added or removed; on both it was changed. */
type ListChange<T> = { before: T | null; after: T | null };

/** What one version says differently from another, each thing once. */
export type ProductDiff = {
  fields: FieldChange[];
  texts: { field: "name" | "summary"; language: "zh" | "en"; before: string; after: string }[];
  rules: RuleChange[];
  items: ListChange<Item>[];
  fees: ListChange<Fee>[];
  materials: ListChange<Text>[];
  /** Lists whose parts are the same in another order. */
  reordered: ("items" | "fees" | "materials")[];
};

/**
 * What `after` says that `before` does not, and the other way. Empty (`isSame`) exactly when both say
 * the same. Items are the same by what they ask for, fees and materials by their Chinese name.
 */
export function productDiff(before: ProductDraft, after: ProductDraft): ProductDiff {
  return {
    fields: plainFields
      .map((field) => ({ field, before: before[field], after: after[field] }) as FieldChange)
      .filter((change) => !isEqual(change.before, change.after)),
    texts: (["name", "summary"] as const).flatMap((field) =>
      (["zh", "en"] as const).flatMap((language) => {
        const [was, is] = [before[field]?.[language] ?? "", after[field]?.[language] ?? ""];
        return was === is ? [] : [{ field, language, before: was, after: is }];
      }),
    ),
    rules: ruleChanges(before.eligibility, after.eligibility),
    items: listChanges(before.items, after.items, ({ item, granularity }) =>
      [item, granularity].join(":"),
    ),
    fees: listChanges(before.fees, after.fees, ({ name, timing }) => [name.zh, timing].join("\n")),
    materials: listChanges(before.materials, after.materials, ({ zh }) => zh),
    reordered: (["items", "fees", "materials"] as const).filter((list) =>
      isReordered(before[list] ?? [], after[list] ?? []),
    ),
  };
}

export const isSame = (diff: ProductDiff) =>
  Object.values(diff).every((changes: readonly unknown[]) => changes.length === 0);

/** Parts of the same name are paired in their order, so that a list may hold a name twice. */
function listChanges<T>(
  before: readonly T[] = [],
  after: readonly T[] = [],
  nameOf: (part: T) => string,
): ListChange<T>[] {
  const left = [...before];
  const changes: ListChange<T>[] = [];
  for (const part of after) {
    const same = left.findIndex((old) => isEqual(old, part));
    const at = same === -1 ? left.findIndex((old) => nameOf(old) === nameOf(part)) : same;
    const [old] = at === -1 ? [] : left.splice(at, 1);
    if (old === undefined) changes.push({ before: null, after: part });
    else if (!isEqual(old, part)) changes.push({ before: old, after: part });
  }
  return [...left.map((old) => ({ before: old, after: null })), ...changes];
}

function isReordered(before: readonly unknown[], after: readonly unknown[]): boolean {
  if (before.length !== after.length || isEqual(before, after)) return false;
  const left = [...before];
  return after.every((part) => {
    const at = left.findIndex((old) => isEqual(old, part));
    if (at !== -1) left.splice(at, 1);
    return at !== -1;
  });
}
