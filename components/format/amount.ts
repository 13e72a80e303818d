import type { Locale } from "@/components/messages/locales";
import { formatCount } from "./count";

/** Narrow no-break space: the thin space between digits and a Han or Latin unit. */
const thin = "\u202f";

const yuan = 100n;
const wan = 10_000n * yuan;
const yi = 10_000n * wan;
const wanYi = 10_000n * yi;
const million = 100n * wan;
const billion = 10n * yi;

/**
 * Fen in a unit, rounded half away from zero, with `least` to `most` decimals. Counted in integers:
 * a balance of the whole city is beyond what a double holds to the fen.
 */
function decimal(fen: bigint, unit: bigint, locale: Locale, least: number, most: number): string {
  const scale = 10n ** BigInt(most);
  const magnitude = fen < 0n ? -fen : fen;
  const scaled = (magnitude * scale * 2n + unit) / (unit * 2n);
  const digits = (scaled % scale).toString().padStart(most, "0");
  const needed = Math.max(least, digits.replace(/0+$/u, "").length);
  const sign = fen < 0n && scaled > 0n ? "-" : "";
  const rest = needed > 0 ? `.${digits.slice(0, needed)}` : "";
  return `${sign}${formatCount(scaled / scale, locale)}${rest}`;
}

type Step = { from: bigint; unit: bigint; least: number; most: number; name: string };

/** A step begins where the one below it would round up to a full unit: 99,999,999 元 reads 1.0 亿元. */
const steps: Record<Locale, readonly Step[]> = {
  "zh-CN": [
    { from: wanYi - yi / 200n, unit: wanYi, least: 1, most: 2, name: "万亿元" },
    { from: yi - wan / 200n, unit: yi, least: 1, most: 2, name: "亿元" },
    { from: wan, unit: wan, least: 2, most: 2, name: "万元" },
  ],
  en: [
    { from: billion - million / 2_000n, unit: billion, least: 0, most: 3, name: "billion" },
    { from: million, unit: million, least: 0, most: 3, name: "million" },
  ],
};

const stepOf = (fen: bigint, locale: Locale) =>
  steps[locale].find(({ from }) => (fen < 0n ? -fen : fen) >= from);

/** With the unit's name; `least` is how many decimals there are at the least. */
function inUnit(fen: bigint, { unit, most, name }: Step, locale: Locale, least: number): string {
  const number = decimal(fen, unit, locale, least, most);
  return locale === "en" ? `CNY${thin}${number}${thin}${name}` : `${number}${thin}${name}`;
}

/**
 * An amount as it is read: 128.50 万元, 1.2 亿元, 8,500.00 元; CNY 1.285 million, CNY 85,000.
 * The exact fen belong in the title (`formatExactAmount`).
 */
export function formatAmount(fen: bigint, locale: Locale): string {
  const step = stepOf(fen, locale);
  if (step) return inUnit(fen, step, locale, step.least);
  return formatExactAmount(fen, locale, fen % yuan === 0n && locale === "en" ? 0 : 2);
}

/**
 * An amount in the unit of another one, with all its decimals: in a column they stand under each other
 * and compare by their length. What would read 0 there though it is not keeps its own unit.
 */
export function formatAmountLike(fen: bigint, like: bigint, locale: Locale): string {
  const step = stepOf(like, locale);
  if (!step) return formatExactAmount(fen, locale);
  const isLost = fen !== 0n && decimal(fen, step.unit, locale, 0, step.most) === "0";
  return isLost ? formatAmount(fen, locale) : inUnit(fen, step, locale, step.most);
}

/**
 * Whose unit the amounts of a column take, in fen: the smallest one's, so that nothing of the others
 * is lost, but for those under a hundredth of the largest, which would make that one too long to read.
 */
export function leastOf(amounts: readonly bigint[]): bigint {
  const magnitudes = amounts.map((fen) => (fen < 0n ? -fen : fen));
  const most = magnitudes.reduce((one, other) => (one > other ? one : other), 0n);
  return magnitudes
    .filter((fen) => fen * 100n >= most)
    .reduce((one, other) => (one < other ? one : other), most);
}

/**
 * From one amount to another in the unit of the lower one, said once: 95.00–12,000.00 万元,
 * CNY 50,000–1,200,000. `isExact` keeps every fen of both. The parts may stand on two lines.
 */
export function formatAmountRange(
  from: bigint,
  to: bigint,
  locale: Locale,
  isExact = false,
): [from: string, to: string] {
  const step = isExact ? undefined : stepOf(from === 0n ? to : from, locale);
  const isWhole = !isExact && from % yuan === 0n && to % yuan === 0n;
  const { unit, least, most, name } = step ?? {
    unit: yuan,
    least: locale === "en" && isWhole ? 0 : 2,
    most: 2,
    name: locale === "en" ? "" : "元",
  };
  const [low, high] = [from, to].map((fen) => decimal(fen, unit, locale, least, most));
  const unitAfter = name && `${thin}${name}`;
  return [`${locale === "en" ? `CNY${thin}` : ""}${low}–`, `${high}${unitAfter}`];
}

/** An amount to the fen: 1,285,000.00 元, CNY 1,285,000.00. */
export function formatExactAmount(fen: bigint, locale: Locale, places: 0 | 2 = 2): string {
  const number = decimal(fen, yuan, locale, places, 2);
  return locale === "en" ? `CNY${thin}${number}` : `${number}${thin}元`;
}
