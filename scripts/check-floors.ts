import { readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";

/** Older versions have known holes; where `npm audit` cannot be asked, this is what stands for it. */
const floors: Record<string, string> = {
  next: "16.2.11",
  "next-auth": "4.24.15",
  "@trpc/server": "11.8.0",
  "drizzle-orm": "0.45.2",
};

const Lock = z.object({
  packages: z.record(z.string(), z.object({ version: z.string().optional() })),
});

/** Packages in the lock that are older than their floor, or missing. */
export function tooOld(root: string): string[] {
  const { packages } = Lock.parse(
    JSON.parse(readFileSync(path.join(root, "package-lock.json"), "utf8")),
  );
  return Object.entries(floors).flatMap(([name, floor]) => {
    const found = Object.entries(packages).filter(([place]) =>
      place.endsWith(`node_modules/${name}`),
    );
    if (!found.length) return [`${name} is not in package-lock.json`];
    return found
      .filter(([, { version }]) => compareVersions(version ?? "0.0.0", floor) < 0)
      .map(([place, { version }]) => `${place} is ${version}, at least ${floor} is needed`);
  });
}

const parts = (version: string) => version.split("-")[0]?.split(".").map(Number) ?? [];

/** Negative if `one` is older; a pre-release counts as older than its release. */
export function compareVersions(one: string, other: string): number {
  const [left, right] = [parts(one), parts(other)];
  for (const index of [0, 1, 2]) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference) return difference;
  }
  return Number(other.includes("-")) - Number(one.includes("-"));
}
