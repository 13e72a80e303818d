import { expect, test } from "vitest";
import { industrySections, sectionOf } from "@/domain/enterprises/industry";
import { findIndustry } from "@/domain/enterprises/industry-names";
import { sizeSectors } from "@/domain/enterprises/size";
import { checkUscc, normalizeUscc } from "@/domain/enterprises/uscc";
import { describeShared, hasShared, readShared } from "./shared-folder";

/** python-stdnum's tests (LGPL-2.1+ data), hutool, any-rule. */
type Vectors = {
  valid: string[];
  normalise: [string, string][];
  invalid: [string, string][];
  second_oracle: { valid: string[]; real_but_checksum_fails_early_pilot_region: string[] };
  third_oracle_negative: { format_ok_but_invalid: string[] };
};

describeShared("credit codes nobody here made up", () => {
  const vectors = (hasShared ? JSON.parse(readShared("vectors/uscc/uscc.json")) : {}) as Vectors;

  test("valid ones are valid, inner check digit included", () => {
    expect(vectors.valid.length).toBeGreaterThan(100);
    for (const code of vectors.valid) {
      expect(checkUscc(code)).toEqual({
        kind: "well_formed",
        uscc: code,
        isCheckValid: true,
        isOrganisationCheckValid: true,
      });
    }
    for (const code of vectors.second_oracle.valid) expect(normalizeUscc(code)).toBe(code);
  });

  test("spaces are no part of a code", () => {
    for (const [text, code] of vectors.normalise) expect(normalizeUscc(text)).toBe(code);
  });

  test("invalid ones are not, but for letter authorities, which the standard allows", () => {
    for (const [code] of vectors.invalid) expect(normalizeUscc(code)).toBeNull();
    for (const code of vectors.third_oracle_negative.format_ok_but_invalid) {
      expect(normalizeUscc(code)).toBeNull();
    }
  });

  test("an early pilot's code is reported and not malformed", () => {
    for (const code of vectors.second_oracle.real_but_checksum_fails_early_pilot_region) {
      expect(checkUscc(code)).toMatchObject({ kind: "well_formed", isCheckValid: false });
    }
  });
});

describeShared("code lists", () => {
  test("every industry lies in the section the standard says", () => {
    const rows = readShared("data/codelists/gbt4754-2017.csv").trim().split("\n").slice(1);
    const codes = rows.map((row) => row.split(",")).filter(([code]) => /^\d/.test(code!));
    expect(codes.length).toBeGreaterThan(1900);
    for (const [code, section] of codes) expect([code, sectionOf(code!)]).toEqual([code, section]);
  });

  test("every industry has the standard's name", () => {
    const rows = readShared("data/codelists/gbt4754-2017.csv").trim().split("\n").slice(1);
    const letters = new Set<string>(industrySections.map(({ letter }) => letter));
    for (const [code = "", section = "", , , name = ""] of rows.map((row) => row.split(",")))
      expect([code, findIndustry(letters.has(code) ? code : section + code)?.zh]).toEqual([
        code,
        name.trim(),
      ]);
  });

  test("size bounds are the regulation's", () => {
    const { sectors } = JSON.parse(readShared("data/codelists/sme_size_2017.json")) as {
      sectors: Record<"employees" | "revenue" | "assets", number[] | null>[];
    };
    const ours = Object.values(sizeSectors).map(({ employees, revenue, assets }) => ({
      employees: employees ?? null,
      revenue: revenue ?? null,
      assets: assets ?? null,
    }));
    expect(ours).toEqual(
      sectors.map(({ employees, revenue, assets }) => ({ employees, revenue, assets })),
    );
  });
});
