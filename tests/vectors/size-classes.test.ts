import { expect, test } from "vitest";
import { sizeClassOf, sizeClasses, type SizeFigures } from "@/domain/enterprises/size";
import { describeShared, hasShared, readShared } from "./shared-folder";

type Bounds = [large: number, medium: number, small: number] | null;
type Sector = { name: string; gbt4754: string; employees: Bounds; revenue: Bounds; assets: Bounds };

/** 国统字〔2017〕213号 as two public copies print it. */
const sectors = hasShared
  ? (JSON.parse(readShared("data/codelists/sme_size_2017.json")) as { sectors: Sector[] }).sectors
  : [];
const measures = ["employees", "revenue", "assets"] as const;

/** Codes of a sector, from divisions ("51"), classes ("7010", "703") and sections ("B,C,D", "L(71,72)"). */
const firstDivisions: Record<string, string[]> = {
  A: ["01", "05"],
  B: ["06", "12"],
  C: ["13", "43"],
  D: ["44", "46"],
  E: ["47", "50"],
  L: ["71", "72"],
  M: ["73", "75"],
  N: ["76", "79"],
  O: ["80", "82"],
  R: ["86", "90"],
};
const codesOf = ({ gbt4754 }: Sector) =>
  gbt4754
    .split(",")
    .flatMap((part) => {
      if (part === "Q社会工作") return ["85"];
      const letter = /^[A-T]/.exec(part)?.[0];
      return letter ? firstDivisions[letter]! : [/^\d+/.exec(part)?.[0] ?? ""];
    })
    .filter((code) => code !== "")
    .map((code) => code.padEnd(4, "1"));

const figuresAt = (
  sector: Sector,
  grade: number,
  less?: (typeof measures)[number],
): SizeFigures => {
  // Grades from large (0) to small (2); a fen or a person less is the grade below.
  const of = (measure: (typeof measures)[number]) => sector[measure]?.[grade];
  const amount = (measure: "revenue" | "assets") => {
    const bound = of(measure);
    return bound === undefined ? 0n : BigInt(bound) * 1_000_000n - (less === measure ? 1n : 0n);
  };
  return {
    employees: (of("employees") ?? 0) - (less === "employees" ? 1 : 0),
    revenue: amount("revenue"),
    assets: amount("assets"),
  };
};

describeShared("the official size classes", () => {
  test("are of sixteen sectors", () => {
    expect(sectors).toHaveLength(16);
  });

  test.each(
    sectors.flatMap((sector) =>
      codesOf(sector).map((code) => [code, sector.name, sector] as const),
    ),
  )("%s %s: all lower bounds, or a grade down", (code, _name, sector) => {
    for (const grade of [0, 1, 2]) {
      const reached = sizeClasses[3 - grade];
      const below = sizeClasses[2 - grade];
      expect(sizeClassOf(code, figuresAt(sector, grade))).toBe(reached);
      for (const measure of measures.filter((one) => sector[one] !== null))
        expect(sizeClassOf(code, figuresAt(sector, grade, measure))).toBe(below);
    }
  });

  test.each(sectors.map((sector) => [sector.name, sector] as const))(
    "%s: one measure below the smallest bound is micro, whatever the others",
    (_name, sector) => {
      const [code = ""] = codesOf(sector);
      for (const measure of measures.filter((one) => sector[one] !== null)) {
        const figures = {
          ...figuresAt(sector, 0),
          [measure]: figuresAt(sector, 2, measure)[measure],
        };
        expect(sizeClassOf(code, figures)).toBe("micro");
      }
    },
  );
});
