import { z } from "zod";

export const predicateStates = ["draft", "active", "retired", "discarded"] as const;
/** What a threshold counts in. */
export const predicateUnits = ["none", "percent", "months", "fen", "count"] as const;
export type PredicateUnit = (typeof predicateUnits)[number];

/** What a question is registered under, here and at the agency's node. */
export const PredicateCode = z.string().regex(/^[a-z][a-z0-9_]{2,60}$/);
