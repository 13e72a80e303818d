/** One thing that was checked: what came of it, and what to name in its sentence. */
export type Finding = {
  /** bad: something is wrong. note: true, but no more than that. */
  tone: "good" | "bad" | "note";
  code: string;
  values: Record<string, string>;
};

export const good = (code: string, values: Record<string, string> = {}): Finding => ({
  tone: "good",
  code,
  values,
});
export const bad = (code: string, values: Record<string, string> = {}): Finding => ({
  tone: "bad",
  code,
  values,
});
export const note = (code: string, values: Record<string, string> = {}): Finding => ({
  tone: "note",
  code,
  values,
});
