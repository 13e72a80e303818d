import { findSection, sectionOf } from "./industry";
import { industryClassName } from "./industry-classes";
import { industryDivisions } from "./industry-divisions";

/**
 * The names of what a code says, from a section ("C") to a class ("C3311"), or null for a code that is
 * none, as one under another section's letter. Groups and classes have no English: their division's.
 */
export function findIndustry(code: string): { zh: string; en: string } | null {
  const digits = code.replace(/^[A-T]/, "");
  if (digits === "") return findSection(code);
  const division = industryDivisions[digits.slice(0, 2)];
  if (!division || (digits !== code && sectionOf(code) !== code.charAt(0))) return null;
  if (digits.length === 2) return division;
  const zh = industryClassName(digits);
  return zh ? { zh, en: division.en } : null;
}
