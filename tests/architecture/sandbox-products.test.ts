import { expect, test } from "vitest";
import { parseRecords } from "@/domain/profiles/standard";
import { findFact } from "@/domain/profiles/indicators";
import type { Rule } from "@/domain/products/rule";
import { ProductContent } from "@/domain/products/schema";
import { defaultCatalogue, itemCodes } from "@/domain/sources/catalogue";
import { banks } from "@/packages/sandbox/banks/banks";
import { productsOf } from "@/packages/sandbox/banks/publish";
import { parseMonth } from "@/packages/sandbox/city/calendar";
import { usccOf } from "@/packages/sandbox/city/enterprise";
import { getPublicFile, recordsOf } from "@/packages/sandbox/nodes/records";
import { getSubject } from "@/packages/sandbox/nodes/subject";
import { openStore } from "@/packages/sandbox/store/store";

const products = banks.flatMap((bank) => productsOf(bank));

const isComputed = (item: string) =>
  defaultCatalogue.find(({ code }) => code === item)?.mode === "M";

function facts(rule: Rule): string[] {
  if ("fact" in rule) return [rule.fact];
  return ("all" in rule ? rule.all : "any" in rule ? rule.any : [rule.not]).flatMap(facts);
}

test("the sandbox banks' sixty products are products here", () => {
  expect(products).toHaveLength(60);
  for (const product of products) expect(ProductContent.parse(product)).toEqual(product);
});

test("their rules ask for registered facts, their items are in the catalogue at a granularity it allows", () => {
  for (const { eligibility, items } of products) {
    expect(facts(eligibility).filter((fact) => findFact(fact) === null)).toEqual([]);
    for (const { item, granularity } of items)
      expect(defaultCatalogue.find(({ code }) => code === item)?.granularities).toContain(
        granularity,
      );
  }
});

test("every record the sandbox nodes serve is a record here, for hundreds of firms", () => {
  const city = { seed: 4, enterprises: 300, month: parseMonth("2026-10") };
  const store = openStore(":memory:");
  const window = { from: parseMonth("2025-11"), to: parseMonth("2026-10") };
  const served = new Set<string>();
  for (let index = 0; index < 300; index += 1) {
    const subject = getSubject(city, store, usccOf(city, index));
    expect(getPublicFile(city, store, subject).registration.uscc).toBe(subject.uscc);
    for (const item of itemCodes) {
      if (isComputed(item)) continue;
      const wire = recordsOf(city, store, subject, item, "monthly", window);
      const { records, rejected } = parseRecords(item, wire);
      expect({ item, rejected }).toEqual({ item, rejected: [] });
      if (records.length > 0) served.add(item);
    }
  }
  store.close();
  expect([...served].toSorted()).toEqual(itemCodes.filter((item) => !isComputed(item)).toSorted());
});
