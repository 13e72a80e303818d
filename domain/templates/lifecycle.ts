/** Only what is active may be signed; what was signed under a retired version keeps it. */
export const templateStates = ["draft", "active", "retired", "discarded"] as const;
