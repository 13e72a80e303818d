/** A month as one integer: year × 12 + (month − 1). */
export type MonthIndex = number;
/** A day as one integer: days since 1970-01-01. */
export type DayIndex = number;

const msPerDay = 86_400_000;

/** "2026-10" → its index. Throws on anything that is not a month. */
export function parseMonth(text: string): MonthIndex {
  const match = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(text);
  if (!match) throw new RangeError(`not a month: ${text}`);
  return Number(match[1]) * 12 + Number(match[2]) - 1;
}

export function formatMonth(month: MonthIndex): string {
  return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, "0")}`;
}

/** Calendar month 1–12. */
export function monthOfYear(month: MonthIndex): number {
  return (month % 12) + 1;
}

/** The day of a month; a day past its end runs into the next month. */
export function dayOf(month: MonthIndex, day: number): DayIndex {
  return Date.UTC(Math.floor(month / 12), month % 12, day) / msPerDay;
}

export function daysIn(month: MonthIndex): number {
  return dayOf(month + 1, 1) - dayOf(month, 1);
}

export function monthOfDay(day: DayIndex): MonthIndex {
  const date = new Date(day * msPerDay);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

export function formatDay(day: DayIndex): string {
  return new Date(day * msPerDay).toISOString().slice(0, 10);
}

/** "2026-10-31" → its index. Throws on a day that does not exist. */
export function parseDay(text: string): DayIndex {
  const day = Date.parse(`${text}T00:00:00Z`) / msPerDay;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || !Number.isInteger(day) || formatDay(day) !== text)
    throw new RangeError(`not a day: ${text}`);
  return day;
}

/** First day of the lunar year (facts of the calendar), 2020 to 2036. */
const springFestivals = [
  "2020-01-25",
  "2021-02-12",
  "2022-02-01",
  "2023-01-22",
  "2024-02-10",
  "2025-01-29",
  "2026-02-17",
  "2027-02-06",
  "2028-01-26",
  "2029-02-13",
  "2030-02-03",
  "2031-01-23",
  "2032-02-11",
  "2033-01-31",
  "2034-02-19",
  "2035-02-08",
  "2036-01-28",
].map(parseDay);

const festivalShares = new Map<MonthIndex, number>();

/** The share of a month that falls within five days before to twelve days after Spring Festival. */
export function springFestivalShare(month: MonthIndex): number {
  const known = festivalShares.get(month);
  if (known !== undefined) return known;
  const festival = springFestivals[Math.floor(month / 12) - 2020];
  if (festival === undefined) return 0;
  const first = Math.max(dayOf(month, 1), festival - 5);
  const last = Math.min(dayOf(month + 1, 1) - 1, festival + 12);
  const share = Math.max(0, last - first + 1) / daysIn(month);
  festivalShares.set(month, share);
  return share;
}
