export const predicateStates = ["draft", "active", "retired"] as const;
/** What a threshold counts in. */
export const predicateUnits = ["none", "percent", "months", "fen", "count"] as const;
