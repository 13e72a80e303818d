import type { City } from "../city/city";
import { conditionOf, type Condition } from "../city/condition";
import { enterpriseAt, indexOf, type Enterprise } from "../city/enterprise";
import { findImported, type ImportedEnterprise } from "../store/imported";
import type { Store } from "../store/store";
import { Refusal } from "./refusal";

/** Whom a question is about: a generated firm, or one whose invoices were imported. */
export type Subject =
  | { kind: "generated"; uscc: string; enterprise: Enterprise; condition: Condition }
  | { kind: "imported"; uscc: string; imported: ImportedEnterprise };

/** The subject behind a code; refuses a code nobody has. */
export function getSubject(city: City, store: Store, uscc: string): Subject {
  const index = indexOf(city, uscc);
  if (index !== null) {
    const enterprise = enterpriseAt(city, index);
    return { kind: "generated", uscc, enterprise, condition: conditionOf(city, enterprise) };
  }
  const imported = findImported(city, store, uscc);
  if (!imported) throw new Refusal(404, "enterprise_unknown");
  return { kind: "imported", uscc, imported };
}
