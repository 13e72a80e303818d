import { z } from "zod";

/** `"YYYY-MM"`, a month in Asia/Shanghai. */
export type Month = string;
/** `"YYYY-MM-DD"`, a day in Asia/Shanghai. */
export type Day = string;

/** From 1900 to 2199: a year 0000 is well written and none, and the database refuses it. */
export const MonthText = z.string().regex(/^(19|20|21)\d{2}-(0[1-9]|1[0-2])$/);
/** From the year 1000; what has no end is said to end in 9999. */
export const DayText = z.iso.date().regex(/^[1-9]/);

const shanghaiOffset = 8 * 3_600_000;
/** Milliseconds of a day; Shanghai has no summer time. */
export const dayLength = 86_400_000;

/** The day it is in Shanghai (UTC+8, no summer time since 1991) at an instant. */
export function shanghaiDay(instant: Date): Day {
  return new Date(instant.getTime() + shanghaiOffset).toISOString().slice(0, 10);
}

/** The month it is in Shanghai at an instant. */
function shanghaiMonth(instant: Date): Month {
  return shanghaiDay(instant).slice(0, 7);
}

/** The instant a day begins in Shanghai. */
export function startOfShanghaiDay(day: Day): Date {
  return new Date(utcOf(day) - shanghaiOffset);
}

/** The last month that is over at an instant: what agencies can have reported. */
export function lastFullMonth(instant: Date): Month {
  return addMonths(shanghaiMonth(instant), -1);
}

/** Adds whole months to a month. */
export function addMonths(month: Month, count: number): Month {
  return monthAt(monthNumber(month) + count);
}

/** Whole months from one month to another; negative if it lies before. */
export function monthsBetween(from: Month, to: Month): number {
  return monthNumber(to) - monthNumber(from);
}

/** The months from–to, both included; none if `to` lies before `from`. */
export function monthRange(from: Month, to: Month): Month[] {
  const first = monthNumber(from);
  return Array.from({ length: Math.max(0, monthNumber(to) - first + 1) }, (_, index) =>
    monthAt(first + index),
  );
}

/** The `count` months ending with `last`, oldest first. */
export function monthsEnding(last: Month, count: number): Month[] {
  return monthRange(addMonths(last, 1 - count), last);
}

export function firstDayOf(month: Month): Day {
  return `${month}-01`;
}

export function lastDayOf(month: Month): Day {
  return `${month}-${daysIn(month)}`;
}

export function monthOf(day: Day): Month {
  return day.slice(0, 7);
}

export function addDays(day: Day, count: number): Day {
  return new Date(utcOf(day) + count * dayLength).toISOString().slice(0, 10);
}

/** Calendar days from one day to another; negative if it lies before. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((utcOf(to) - utcOf(from)) / dayLength);
}

/**
 * The same day of the month `count` months on, or the month's last day where it has none
 * (31 January + 1 month = 28 or 29 February). `anchor` keeps the 31st alive across short months.
 */
export function addMonthsToDay(
  day: Day,
  count: number,
  anchor: number = Number(day.slice(8)),
): Day {
  const month = addMonths(monthOf(day), count);
  return `${month}-${String(Math.min(anchor, daysIn(month))).padStart(2, "0")}`;
}

/**
 * What is made of each of `count` days a month apart from `first` on, and of the days since the one
 * before it (of the first, none). They come back to `anchor` after months that are too short for it.
 */
export function monthlyDays<T>(
  first: Day,
  count: number,
  anchor: number,
  make: (on: Day, sinceLast: number, index: number) => T,
): T[] {
  let year = Number(first.slice(0, 4));
  let month = Number(first.slice(5, 7));
  let day = Number(first.slice(8));
  let yearText = first.slice(0, 5);
  let length = daysInMonth(year, month);
  const made = [make(first, 0, 0)];
  while (made.length < count) {
    const left = length - day;
    if (month === 12) {
      year += 1;
      yearText = `${year}-`;
    }
    month = (month % 12) + 1;
    length = daysInMonth(year, month);
    day = Math.min(anchor, length);
    made.push(make(yearText + (daysOfYear[month * 32 + day] ?? ""), left + day, made.length));
  }
  return made;
}

/** Whole months completed from one day to another: 15 January to 14 March is one. */
export function completedMonths(from: Day, to: Day): number {
  const months = monthsBetween(monthOf(from), monthOf(to));
  return addMonthsToDay(from, months) > to ? months - 1 : months;
}

function monthNumber(month: Month): number {
  return Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1;
}

function monthAt(number: number): Month {
  const ordinal = ((number % 12) + 12) % 12;
  return `${String((number - ordinal) / 12).padStart(4, "0")}-${String(ordinal + 1).padStart(2, "0")}`;
}

function daysIn(month: Month): number {
  return daysInMonth(Number(month.slice(0, 4)), Number(month.slice(5)));
}

/** 31, but 30 in four months and 28 or 29 in February (Gregorian). */
function daysInMonth(year: number, ordinal: number): number {
  if (ordinal !== 2)
    return ordinal === 4 || ordinal === 6 || ordinal === 9 || ordinal === 11 ? 30 : 31;
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
}

const twoDigits = (number: number) => (number < 10 ? `0${number}` : String(number));

/** `"MM-DD"` at month × 32 + day: years of days are written faster from it. */
const daysOfYear = Array.from(
  { length: 13 * 32 },
  (_, place) => `${twoDigits(place >> 5)}-${twoDigits(place & 31)}`,
);

function utcOf(day: Day): number {
  return Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8)));
}
