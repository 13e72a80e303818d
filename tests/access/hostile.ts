import type { z } from "zod";
import { cursorOf } from "@/server/services/bank-lists";
import { defOf } from "@/tests/access/shapes";

/** Nobody's reading of a hostile value may cost more than a refusal. */
const hostile: [name: string, value: unknown][] = [
  ["null", null],
  ["true", true],
  ["an object", { a: 1 }],
  ["a date that is none", new Date(Number.NaN)],
  ["a date in the year 294276", new Date(8.64e15 - 1)],
  ["a map", new Map([["a", 1]])],
  ["a pattern", /(a+)+$/],
  ["NUL", "a\0b"],
  ["half a character", "a\uD800b"],
  ["nothing typed", ""],
  ["blanks", " \u3000\t\n "],
  ["10,000 characters", "款".repeat(10_000)],
  ["-1", -1],
  ["0", 0],
  ["1.5", 1.5],
  ["not a number", Number.NaN],
  ["infinity", Number.POSITIVE_INFINITY],
  ["2^31", 2 ** 31],
  ["2^53", 2 ** 53],
  ["1e300", 1e300],
  ["-1n", -1n],
  ["0n", 0n],
  ["2^63", 2n ** 63n],
  ["10^40", 10n ** 40n],
  ["the word NaN", "NaN"],
  ["the word Infinity", "Infinity"],
  ["a day that is none", "2026-02-30"],
  ["a day of the year 0", "0000-01-01"],
  ["a month of the year 0", "0000-01"],
  ["a month of the year 1", "0001-01"],
  ["a day after all days", "9999-12-31"],
  ["a five-figure year", "294276-01-01"],
  ["a well-made id of nothing", "ffffffff-ffff-ffff-ffff-ffffffffffff"],
  ["full-width digits", "１２３４５６"],
  ["right-to-left marks", "\u202Eabc\u202C\u200F"],
  ["SQL", "'; drop table app.needs; --"],
  ["a pattern of LIKE", "%_\\%"],
  ["HTML", "<img src=x onerror=alert(1)>"],
  ["a template", "{{constructor.constructor('1')()}}"],
  ["a cursor of the year 0", base64({ at: "0000-01-01T00:00:00.000Z", id: zeroes() })],
  ["a cursor of the year 9999", base64({ at: "9999-12-31T23:59:59.999Z", id: zeroes() })],
  ["a cursor of more", base64({ at: "2026-01-01T00:00:00.000Z", id: zeroes(), more: 1 })],
  ["a cursor of nothing", cursorOf({ position: new Date(0), id: zeroes() })],
  ["an empty list", []],
  ["a huge list", Array.from({ length: 5_000 }, () => "tax_declarations")],
  ["a list of lists", [[["a"]]]],
  ["no bytes", new Uint8Array(0)],
  ["a broken archive", new Uint8Array(Buffer.from("504b0304140000000800", "hex"))],
  ["a broken picture", new Uint8Array(Buffer.from("89504e470d0a1a0a0000000d", "hex"))],
];

function zeroes() {
  return "00000000-0000-0000-0000-000000000000";
}
function base64(value: unknown) {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

type Case = [name: string, value: unknown];

/** An input that is right but for one thing: each field in turn missing or hostile, keys that nobody knows. */
export function spoilt(schema: z.ZodType, right: unknown): Case[] {
  const whole: Case[] = [
    ["nothing", undefined],
    ["null", null],
    ["text", "text"],
    ["a list", []],
  ];
  if (!isRecord(right)) return whole;
  const keys = [...new Set([...fieldsOf(schema), ...Object.keys(right)])];
  const more: Case[] = [
    ["another key", { ...right, more: 1 }],
    ["the prototype's key", JSON.parse(`{"__proto__":{"role":"owner"}}`, undefined)],
    ["deep", { ...right, more: nested(40) }],
    ["a key that is no text", { ...right, "no\0key": 1 }],
  ].map(([name, value]) => [
    name as string,
    name === "the prototype's key" ? Object.assign(value as object, right) : value,
  ]);
  const fields = keys.flatMap((key): Case[] => [
    [`${key} missing`, Object.fromEntries(Object.entries(right).filter(([one]) => one !== key))],
    ...hostile.map(([name, value]): Case => [`${key}: ${name}`, { ...right, [key]: value }]),
    ...within(right[key]).map(([name, value]): Case => [
      `${key}: ${name}`,
      { ...right, [key]: value },
    ]),
  ]);
  return [...whole, ...more, ...fields];
}

/** Of a list: right things too often, and wrong ones among right ones. */
function within(value: unknown): Case[] {
  if (!Array.isArray(value) || value.length === 0) return [];
  return [
    ["the same twice", [...value, ...value]],
    ["one of them null", [...value, null]],
    ["one of them no text", [...value, "\0"]],
  ];
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const nested = (levels: number): unknown => (levels === 0 ? 1 : { a: nested(levels - 1) });

function fieldsOf(schema: z.ZodType): string[] {
  const { shape, options } = defOf(schema);
  return options ? options.flatMap(fieldsOf) : Object.keys(shape ?? {});
}

/** What an address may say of one parameter: also twice, and not at all. */
export const hostileParameters: (string | string[])[] = [
  "",
  "\0",
  "a\uD800b",
  "a".repeat(10_000),
  "-1",
  "0",
  "9223372036854775808",
  "Infinity",
  "0000-01",
  "0001-01",
  "2026-02-30",
  "9999-12",
  "__proto__",
  "constructor",
  "toString",
  "'; --",
  "<script>",
  "//evil.example",
  "%_",
  "００００",
  "eyJhdCI6IjAwMDAtMDEtMDFUMDA6MDA6MDAuMDAwWiIsImlkIjoiMDAwMDAwMDAtMDAwMC0wMDAwLTAwMDAtMDAwMDAwMDAwMDAwIn0",
  "ffffffff-ffff-ffff-ffff-ffffffffffff",
  ["a", "b"],
  ["\0", "\0"],
  [],
];
