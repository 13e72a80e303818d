import fc from "fast-check";
import { expect, test } from "vitest";
import { purposeTemplates } from "@/db/seed/purpose-templates";
import { markChanges, templateChanges } from "./diff";
import { ceilingBreach, isTooFine } from "./rules";
import type { TemplateView } from "./schema";
import { ProposeTemplateInput } from "./schema";

const sideOf = (text: ReturnType<typeof markChanges>, without: "added" | "removed") =>
  text
    .filter(({ kind }) => kind !== without)
    .map((part) => part.text)
    .join("");

test("a marked text holds both texts, whole, and marks no more than it must", () => {
  const words = fc.array(fc.constantFrom("银行", "可以", "see", " ", "，", "three"), {
    maxLength: 20,
  });
  fc.assert(
    fc.property(words, words, (a, b) => {
      const [before, after] = [a.join(""), b.join("")];
      const marked = markChanges(before, after);
      expect(sideOf(marked, "added")).toBe(before);
      expect(sideOf(marked, "removed")).toBe(after);
      expect(marked.every(({ kind }) => kind === "same")).toBe(before === after);
    }),
  );
  expect(markChanges("最多更新三次", "最多更新五次")).toEqual([
    { kind: "same", text: "最多更新" },
    { kind: "removed", text: "三" },
    { kind: "added", text: "五" },
    { kind: "same", text: "次" },
  ]);
});

const shipped = purposeTemplates.find(
  ({ code, version }) => code === "loan_application" && version === 2,
)!;
const template: TemplateView = {
  ...shipped,
  state: "active",
  readsPerUnit: shipped.readsPer.unit,
  readsPerCount: shipped.readsPer.count,
  secondSignerAbove: 1_000_000_000n,
  proposedBy: null,
  proposedAt: null,
  approvedAt: null,
};

test("the changes of a draft are named one by one", () => {
  const draft = {
    ...template,
    maxValidityDays: 60,
    secondSignerAbove: null,
    scopes: ["tax_declarations:band", "vat_invoices:predicate"],
  };
  const changes = templateChanges(template, draft);
  expect(changes.ceilings).toEqual([{ field: "maxValidityDays", before: 30, after: 60 }]);
  expect(changes).toMatchObject({ secondSigner: true, readsPerUnit: false });
  expect(changes.added).toEqual(["vat_invoices:predicate"]);
  expect(changes.removed).toHaveLength(template.scopes.length - 1);
});

test("a breach names the field and the limit", () => {
  const terms = {
    subject: "enterprise" as const,
    validFrom: new Date("2026-11-01T00:00:00Z"),
    validTo: new Date("2026-12-01T00:00:00Z"),
    maxReads: 1500,
    readsPerUnit: "day" as const,
    readsPerCount: 50,
    maxFetches: 4,
    dataLifeDays: 30,
    items: [
      {
        item: "tax_declarations" as const,
        granularity: "band" as const,
        from: "2023-11-01",
        to: "2026-10-31",
      },
    ],
  };
  expect(ceilingBreach(template, terms)).toBeNull();
  const late = { ...terms, validTo: new Date("2026-12-01T00:00:01Z") };
  expect(ceilingBreach(template, late)).toEqual({
    reason: "validity_above_ceiling",
    field: "validTo",
    limit: 30,
  });
  const often = { ...terms, readsPerCount: 51 };
  expect(ceilingBreach(template, often)).toMatchObject({ field: "readsPer", limit: 50 });
  const person = { ...terms.items[0]!, item: "representative_insurance" as const };
  const apart = { ...terms, items: [{ ...person, granularity: "predicate" as const }] };
  expect(ceilingBreach(template, apart)?.reason).toBe("person_item_separate");
  expect(
    ceilingBreach(template, { ...apart, subject: "legal_representative" as const }),
  ).toBeNull();
  expect(isTooFine("platform_matching", "vat_invoices:raw")).toBe(true);
  expect(isTooFine("loan_application", "vat_invoices:raw")).toBe(false);
});

test.each([
  ["a scope that is there twice", { scopes: ["vat_invoices:band", "vat_invoices:band"] }, "scopes"],
  ["half a rate", { readsPerCount: null }, "readsPerCount"],
  ["more looks a day than in all", { readsPerCount: 2000 }, "readsPerCount"],
  ["no validity", { maxValidityDays: 0 }, "maxValidityDays"],
])("%s is refused at its field", (_case, change, field) => {
  const { code, wording, scopes, maxValidityDays, maxDataMonths, maxReads } = template;
  const { readsPerUnit, readsPerCount, maxFetches, dataLifeDays, secondSignerAbove } = template;
  const draft = { code, wording, scopes, maxValidityDays, maxDataMonths, maxReads };
  const rest = { readsPerUnit, readsPerCount, maxFetches, dataLifeDays, secondSignerAbove };
  expect(ProposeTemplateInput.safeParse({ ...draft, ...rest }).success).toBe(true);
  const { error } = ProposeTemplateInput.safeParse({ ...draft, ...rest, ...change });
  expect(error?.issues[0]?.path).toEqual([field]);
});
