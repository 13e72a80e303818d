import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { industrySections, sectionOf } from "./industry";
import { isIndustryClass } from "./industry-codes";
import { findIndustry } from "./industry-names";
import { sizeClassOf, sizeClasses, sizeSectorOf } from "./size";
import { checkUscc, normalizeUscc, Uscc, usccCheckCharacter } from "./uscc";

const known = "91110000600037341L";

describe("unified social credit codes", () => {
  test.each([
    ["９１１１００００６０００３７３４１Ｌ", "full width"],
    [" 91110000 600037341l ", "spaces and lower case"],
    ["91110000-60003734-1L", "hyphens"],
  ])("%s is the same code: %s", (text) => {
    expect(normalizeUscc(text)).toBe(known);
    expect(Uscc.parse(text)).toBe(known);
  });

  test.each([
    ["12345", "length"],
    ["9111000060003IOZSV", "characters"],
    ["91A10000600037341L", "region"],
  ])("%s is malformed: %s", (text, reason) => {
    expect(checkUscc(text)).toMatchObject({ kind: "malformed", reason });
    expect(Uscc.safeParse(text).error?.issues[0]?.message).toBe(`uscc_${reason}`);
  });

  test("a wrong check character is a verdict, not an error", () => {
    expect(checkUscc("91350211M00013FA1N")).toMatchObject({
      kind: "well_formed",
      isCheckValid: false,
    });
    expect(normalizeUscc("91350211M00013FA1N")).toBeNull();
  });

  test("any single wrong character is noticed", () => {
    const alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY".split("");
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...alphabet), { minLength: 17, maxLength: 17 }),
        fc.nat(16),
        fc.constantFrom(...alphabet),
        (characters, position, other) => {
          fc.pre(characters[position] !== other);
          const wrong = characters.with(position, other);
          expect(usccCheckCharacter(wrong.join(""))).not.toBe(
            usccCheckCharacter(characters.join("")),
          );
        },
      ),
    );
  });
});

describe("industry sections", () => {
  test("cover divisions 01 to 97 without gap or overlap", () => {
    const divisions = Array.from({ length: 97 }, (_, index) => String(index + 1).padStart(2, "0"));
    for (const division of divisions) {
      const holding = industrySections.filter(
        ({ from, to }) => Number(division) >= from && Number(division) <= to,
      );
      expect(holding.map(({ letter }) => letter)).toEqual([sectionOf(division)]);
    }
  });

  test.each([
    ["C3311", "C"],
    ["3311", "C"],
    ["65", "I"],
    ["98", null],
    ["", null],
    ["CC", null],
  ])("%j lies in %s", (code, section) => {
    expect(sectionOf(code)).toBe(section);
  });
});

const wan = (amount: number) => BigInt(amount) * 1_000_000n;

const figures = (
  employees: number | null,
  revenue: number | null,
  assets: number | null = null,
) => ({
  employees,
  revenue: revenue === null ? null : wan(revenue),
  assets: assets === null ? null : wan(assets),
});

test.each([
  ["C", "制造业", "Manufacturing"],
  ["C33", "金属制品业", "Manufacture of metal products"],
  ["33", "金属制品业", "Manufacture of metal products"],
  ["C331", "结构性金属制品制造", "Manufacture of metal products"],
  ["C3311", "金属结构制造", "Manufacture of metal products"],
  ["F5292", "互联网零售", "Retail trade"],
  ["M7517", "三维（3D）打印技术推广服务", "Promotion and application of science and technology"],
])("industry %s is %s, %s", (code, zh, en) => {
  expect(findIndustry(code)).toMatchObject({ zh, en });
});

test.each(["", "A33", "C3", "C3399x", "C33111", "C3319", "99", "Z", "__proto__"])(
  "%s is no industry",
  (code) => {
    expect(findIndustry(code)).toBeNull();
    expect(isIndustryClass(code)).toBe(false);
  },
);

test("the classes by their digits are those with names: the standard's 1,381", () => {
  const codes = industrySections.flatMap(({ letter }) =>
    Array.from({ length: 10_000 }, (_, digits) => `${letter}${String(digits).padStart(4, "0")}`),
  );
  const classes = codes.filter(isIndustryClass);
  expect(classes).toHaveLength(1_381);
  expect(codes.filter((code) => findIndustry(code) !== null)).toEqual(classes);
});

describe("size class", () => {
  test.each([
    ["large needs both bounds", "C3311", figures(1000, 40000), "large"],
    ["one bound missed is one grade down", "C3311", figures(999, 40000), "medium"],
    ["one measure of a micro firm makes it micro", "C3311", figures(1000, 299), "micro"],
    ["small at exactly its bounds", "C3311", figures(20, 300), "small"],
    ["agriculture counts revenue only", "A0111", figures(5000, 49), "micro"],
    ["construction counts revenue and assets", "E4710", figures(9999, 6000, 4999), "small"],
    ["software has its own row", "I6510", figures(10, 50), "small"],
    ["transmission another", "I6310", figures(100, 1000), "medium"],
    ["property management is not development", "K7020", figures(100, 500), "small"],
    ["development counts assets", "K7010", figures(1, 1000, 2000), "small"],
    ["retail", "F5211", figures(10, 100), "small"],
    ["education is other", "P8321", figures(300, null), "large"],
    ["nothing known", "C3311", figures(null, null), null],
    ["only staff known, where staff does not count", "A0111", figures(10, null), "small"],
  ] as const)("%s", (_case, industry, given, size) => {
    expect(sizeClassOf(industry, given)).toBe(size);
  });

  test("railways are excepted from transport", () => {
    expect(sizeSectorOf("G5310")).toBe("other");
    expect(sizeSectorOf("G5430")).toBe("transport");
  });

  test("never shrinks when a figure grows", () => {
    const figure = fc.integer({ min: 0, max: 100_000 });
    fc.assert(
      fc.property(
        fc.constantFrom(
          "A0111",
          "C3311",
          "E4710",
          "F5111",
          "F5211",
          "I6510",
          "K7010",
          "L7211",
          "R8710",
        ),
        figure,
        figure,
        figure,
        figure,
        (industry, employees, revenue, assets, more) => {
          const grade = (by: number) =>
            sizeClasses.indexOf(
              sizeClassOf(industry, figures(employees + by, revenue + by, assets + by))!,
            );
          expect(grade(more)).toBeGreaterThanOrEqual(grade(0));
        },
      ),
    );
  });
});
