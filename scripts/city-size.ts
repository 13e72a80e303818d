import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Stop } from "@/scripts/stop";

const least = 2;
const most = 1_000_000;

const fileIn = (directory: string) => path.join(directory, "city-size");

/** How many enterprises were asked for; stops with a sentence where that is no such number. */
export function citySizeOf(text: string): number {
  const size = /^\d{1,7}$/.test(text) ? Number(text) : Number.NaN;
  if (!(size >= least && size <= most))
    throw new Stop(
      `--enterprises ${text}: a whole number from ${least} to ${most.toLocaleString("en")} is wanted.`,
    );
  return size;
}

/** The sandbox must go on being the city that the database was filled with. */
export function keepCitySize(directory: string, size: number): void {
  writeFileSync(fileIn(directory), String(size));
}

export function keptCitySize(directory: string): number | null {
  return existsSync(fileIn(directory)) ? citySizeOf(readFileSync(fileIn(directory), "utf8")) : null;
}
