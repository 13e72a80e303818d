import type { Locale } from "@/components/messages/locales";

/** Codes of industries as they are said in a row. */
export type NameIndustries = (codes: readonly string[], locale: Locale) => string[];

export const codesAlone: NameIndustries = (codes) => [...codes];
