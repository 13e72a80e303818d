import { beforeEach, expect, test, vi } from "vitest";
import type { PersonaDatabase } from "@/db/client";

beforeEach(() => vi.resetModules());

const totals = {
  dimension: "all",
  key: "",
  quarter: "2026-07-01",
  applications: "20",
  loans: "12",
  amount: "1000000",
  annual_rate: "0.04",
};

/** A city whose statistics take a moment; how often they were counted is in `counted`. */
async function aCity({ rows = [totals], failures = 0 } = {}) {
  const { publishedToday } = await import("./published-today");
  const city = { counted: 0, at: (now: string) => publishedToday({ db, now: new Date(now) }) };
  const call = async () => {
    city.counted += 1;
    const isFailing = city.counted <= failures;
    await new Promise((resolve) => setTimeout(resolve, 5));
    if (isFailing) throw new Error("too slow");
    return rows;
  };
  const db = { token: "", call } as unknown as PersonaDatabase;
  return city;
}

const [evening, morning] = ["2026-11-22T15:59:59Z", "2026-11-22T16:00:00Z"] as const;

test("many visitors at once wait for one count, and a day is counted once", async () => {
  const city = await aCity();
  await Promise.all(Array.from({ length: 50 }, () => city.at(evening)));
  await city.at(evening);
  expect(city.counted).toBe(1);
  expect(await city.at(morning)).toMatchObject({ publishedOn: "2026-11-23" });
  expect(city.counted).toBe(2);
});

test("who came before midnight and is served after it costs no count more", async () => {
  const city = await aCity();
  await city.at(morning);
  expect(await city.at(evening)).toMatchObject({ publishedOn: "2026-11-23" });
  await city.at(morning);
  expect(city.counted).toBe(1);
});

test.each([
  ["failed", { failures: 1 }],
  ["found nothing yet", { rows: [] }],
])("what %s is counted again for whoever comes next, and once for all who wait", async (_, of) => {
  const city = await aCity(of);
  const visits = Array.from({ length: 20 }, () => city.at(evening));
  await Promise.allSettled(visits);
  expect(city.counted).toBe(1);
  await city.at(evening);
  expect(city.counted).toBe(2);
});
