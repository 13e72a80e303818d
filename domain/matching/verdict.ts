export const verdicts = ["eligible", "unknown", "not_eligible"] as const;
export type Verdict = (typeof verdicts)[number];
