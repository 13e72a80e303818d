import { dayOf, type DayIndex, type MonthIndex } from "./calendar";

/** Everything the generated city depends on. Equal cities answer every question equally. */
export type City = {
  seed: number;
  enterprises: number;
  /** The last full month the agencies know. */
  month: MonthIndex;
};

/** The last day of the last full month: nothing that is published or decided is later. */
export function lastDay(city: City): DayIndex {
  return dayOf(city.month + 1, 1) - 1;
}

/** Payments are known to the 20th after the last full month, when that month's bills have fallen due. */
export function asOfDay(city: City): DayIndex {
  return dayOf(city.month + 1, 20);
}

/** Eight districts of a city that does not exist: no Chinese region code begins with 99. */
export const districts = [
  { code: "990101", zh: "汀兰区", en: "Tinglan", weight: 22 },
  { code: "990102", zh: "望桥区", en: "Wangqiao", weight: 18 },
  { code: "990103", zh: "柳渡区", en: "Liudu", weight: 15 },
  { code: "990104", zh: "云埠区", en: "Yunbu", weight: 13 },
  { code: "990105", zh: "青砚区", en: "Qingyan", weight: 11 },
  { code: "990106", zh: "南棠区", en: "Nantang", weight: 9 },
  { code: "990107", zh: "鹤栖县", en: "Heqi", weight: 7 },
  { code: "990108", zh: "松陂县", en: "Songpi", weight: 5 },
] as const;
export type District = (typeof districts)[number];

export const cityName = { zh: "云汀市", en: "Yunting" } as const;

/** Picks by weight with one draw in [0, 1). */
export function weighted<T extends { weight: number }>(choices: readonly T[], at: number): T {
  const total = choices.reduce((sum, choice) => sum + choice.weight, 0);
  let rest = at * total;
  const found = choices.find((choice) => (rest -= choice.weight) < 0) ?? choices.at(-1);
  if (!found) throw new RangeError("nothing to pick from");
  return found;
}
