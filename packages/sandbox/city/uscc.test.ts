import fc from "fast-check";
import { expect, test } from "vitest";
import { parseMonth } from "./calendar";
import { enterpriseAt, indexOf, usccOf } from "./enterprise";
import { composeUscc } from "./uscc";

/** GB 32100 and GB 11714 once more, written from the standards' tables and not from the code under test. */
function isValid(code: string): boolean {
  const alphabet = Array.from("0123456789ABCDEFGHJKLMNPQRTUWXY");
  const values = Array.from(code, (character) => alphabet.indexOf(character));
  if (values.length !== 18 || values.includes(-1)) return false;
  let weight = 1;
  let sum = 0;
  for (const value of values.slice(0, 17)) {
    sum += value * weight;
    weight = (weight * 3) % 31;
  }
  const body = Array.from(code.slice(8, 16), (character) =>
    character <= "9" ? Number(character) : character.charCodeAt(0) - 55,
  );
  const inner = [3, 7, 9, 10, 5, 8, 4, 2].reduce((total, w, i) => total + w * (body[i] ?? 0), 0);
  const organisation = "0X987654321".charAt(inner % 11);
  return (sum + (values[17] ?? 0)) % 31 === 0 && code[16] === organisation;
}

test("the independent check accepts published codes and refuses a changed character", () => {
  expect(["91310116052958608G", "91340600MA2PBM9HXD", "9162010567592034XQ"].map(isValid)).toEqual([
    true,
    true,
    true,
  ]);
  expect(isValid("91310116052958609G")).toBe(false);
});

const seeds = fc.nat({ max: 0xffffffff });

test("every firm's code is valid, of the fictitious region, and leads back to the firm", () => {
  fc.assert(
    fc.property(seeds, fc.nat({ max: 999_999 }), (seed, index) => {
      const city = { seed, enterprises: 1_000_000, month: parseMonth("2026-10") };
      const uscc = usccOf(city, index);
      expect(isValid(uscc)).toBe(true);
      expect(uscc).toMatch(/^9[12]99010[1-8]MA/);
      expect(indexOf(city, uscc)).toBe(index);
      expect(enterpriseAt(city, index).uscc).toBe(uscc);
    }),
  );
});

test("no two of the first 50,000 firms share a code", () => {
  const city = { seed: 1, enterprises: 50_000, month: parseMonth("2026-10") };
  const codes = new Set(Array.from({ length: 50_000 }, (_, index) => usccOf(city, index)));
  expect(codes.size).toBe(50_000);
});

test("a code nobody has leads nowhere", () => {
  const city = { seed: 1, enterprises: 100, month: parseMonth("2026-10") };
  expect(indexOf(city, usccOf({ ...city, enterprises: 101 }, 100))).toBeNull();
  expect(indexOf(city, usccOf({ ...city, seed: 2 }, 5))).toBeNull();
  expect(indexOf(city, "91310116052958608G")).toBeNull();
  expect(indexOf(city, "not a code")).toBeNull();
});

test("codes of banks and partners are valid too", () => {
  fc.assert(
    fc.property(fc.nat(), fc.constantFrom("MB", "MC", "MF"), (serial, kind) => {
      expect(isValid(composeUscc("91", "990101", kind, serial))).toBe(true);
    }),
  );
});
