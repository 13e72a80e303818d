import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

type Rgb = [number, number, number];

const clip = (value: number) => Math.min(1, Math.max(0, value));

/** oklch to linear sRGB, clipped to the gamut (Björn Ottosson, https://bottosson.github.io/posts/oklab). */
function linear([lightness, chroma, hue]: Rgb): Rgb {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    clip(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    clip(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    clip(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

/** WCAG 2.2 contrast of two colours. */
function contrast(one: Rgb, other: Rgb): number {
  const luminance = (color: Rgb) => {
    const [red, green, blue] = linear(color);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [dark, light] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

const css = readFileSync(new URL("../../app/globals.css", import.meta.url), "utf8");
const tokens = new Map(
  [
    ...css.matchAll(
      /--color-([\w-]+):\s*light-dark\(\s*oklch\(([^)]+)\),\s*oklch\(([^)]+)\)\s*\)/gu,
    ),
  ].map(([, name = "", light = "", dark = ""]) => [
    name,
    [light, dark].map((text) => text.trim().split(/\s+/u).map(Number) as Rgb),
  ]),
);

/** Every pair of letters and ground that occurs, and what it must reach: 7 for reading text. */
const pairs: [text: string, ground: string, least: number][] = [
  ...["paper", "surface", "wash"].flatMap((ground): [string, string, number][] => [
    ["ink", ground, 7],
    ["ink-soft", ground, 7],
    ["ink-faint", ground, 4.5],
    ["vermilion", ground, 4.5],
    ["celadon", ground, 4.5],
    ["ochre", ground, 4.5],
    ["refusal", ground, 4.5],
    ["line-strong", ground, 3],
  ]),
  ...["celadon", "ochre", "refusal"].flatMap((tone): [string, string, number][] => [
    [tone, `${tone}-wash`, 4.5],
    ["ink", `${tone}-wash`, 7],
  ]),
  ["paper", "ink", 7],
  ["paper", "ink-soft", 7],
  ["surface", "vermilion", 4.5],
  ["surface", "vermilion-deep", 4.5],
  ["paper", "vermilion", 4.5],
];

test("the stylesheet has a light and a dark value for every colour", () => {
  const declared = [...css.matchAll(/--color-([\w-]+):/gu)].map(([, name]) => name);
  expect([...tokens.keys()]).toEqual(declared);
  expect(tokens.size).toBeGreaterThan(12);
});

test.each(pairs)("%s on %s reaches %d in both themes", (text, ground, least) => {
  const [light, dark] = [0, 1].map((theme) =>
    contrast(tokens.get(text)![theme]!, tokens.get(ground)![theme]!),
  );
  expect(light, "light").toBeGreaterThanOrEqual(least);
  expect(dark, "dark").toBeGreaterThanOrEqual(least);
});

test("the measure is the standard's", () => {
  expect(contrast([1, 0, 0], [0, 0, 0])).toBeCloseTo(21, 1);
  // #767676, the lightest grey that passes on white.
  expect(contrast([0.5655, 0, 0], [1, 0, 0])).toBeCloseTo(4.54, 1);
});
