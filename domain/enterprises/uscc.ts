import { z } from "zod";

/** 31 characters without I, O, S, V, Z, in the order of their values (GB 32100-2015, table 2). */
const alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/** GB 11714-1997 counts letters without gaps: A = 10 … Z = 35. */
const organisationAlphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const organisationWeights = [3, 7, 9, 10, 5, 8, 4, 2];

/**
 * What is to be said of a code. `isCheckValid` is the 18th character's verdict. The organisation code
 * in positions 9–17 has a check digit of its own (GB 11714), reported apart: firms registered since
 * codes were merged all satisfy it, a code that does not is worth a look but no reason to refuse.
 */
export type UsccVerdict =
  | { kind: "well_formed"; uscc: string; isCheckValid: boolean; isOrganisationCheckValid: boolean }
  | { kind: "malformed"; uscc: string; reason: "length" | "characters" | "region" };

/**
 * Judges a unified social credit code as typed (GB 32100-2015): 2 characters for authority and kind,
 * 6 digits of region, 9 of organisation code, 1 check character. Never judges whether the region
 * exists: real codes carry abolished and unlisted ones. A wrong check character may be overridden
 * with a reason (some codes of the first pilots fail it), so it is a verdict and not an error.
 */
export function checkUscc(text: string): UsccVerdict {
  const uscc = unified(text);
  if (uscc.length !== 18) return { kind: "malformed", uscc, reason: "length" };
  if (!/^[0-9A-HJ-NPQRTUWXY]+$/.test(uscc)) {
    return { kind: "malformed", uscc, reason: "characters" };
  }
  if (!/^\d{6}$/.test(uscc.slice(2, 8))) return { kind: "malformed", uscc, reason: "region" };
  return {
    kind: "well_formed",
    uscc,
    isCheckValid: usccCheckCharacter(uscc.slice(0, 17)) === uscc[17],
    isOrganisationCheckValid: organisationCheckCharacter(uscc.slice(8, 16)) === uscc[16],
  };
}

/** The code as it is compared and stored, or null if it is malformed or its check character wrong. */
export function normalizeUscc(text: string): string | null {
  const verdict = checkUscc(text);
  return verdict.kind === "well_formed" && verdict.isCheckValid ? verdict.uscc : null;
}

/** A code as a form takes it: normalised; refused with the reason as message. */
export const Uscc = z
  .string()
  .max(60)
  .transform((text, context) => {
    const verdict = checkUscc(text);
    if (verdict.kind === "well_formed" && verdict.isCheckValid) return verdict.uscc;
    context.issues.push({
      code: "custom",
      message: verdict.kind === "malformed" ? `uscc_${verdict.reason}` : "uscc_check",
      input: text,
    });
    return z.NEVER;
  });

/** The 18th character for the first 17: (31 − Σ value × weight mod 31) mod 31. */
export function usccCheckCharacter(first17: string): string {
  const sum = weights.reduce(
    (total, weight, index) => total + weight * alphabet.indexOf(first17[index] ?? "0"),
    0,
  );
  return alphabet[(31 - (sum % 31)) % 31] ?? "";
}

/** The check digit of an organisation code's first 8: 11 − Σ mod 11, where 10 is X and 11 is 0. */
function organisationCheckCharacter(first8: string): string {
  const sum = organisationWeights.reduce(
    (total, weight, index) => total + weight * organisationAlphabet.indexOf(first8[index] ?? "0"),
    0,
  );
  return "0123456789X"[(11 - (sum % 11)) % 11] ?? "";
}

/** Full-width to half-width (NFKC), upper case, no spaces, no hyphens. */
function unified(text: string): string {
  return text
    .normalize("NFKC")
    .toUpperCase()
    .replaceAll(/[\s\u200B-\u200D\uFEFF-]/g, "");
}
