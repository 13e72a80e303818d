import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

/** Every route handler with its methods, and who gets through. A new one fails until it is listed. */
const routes: Record<string, [methods: string, who: string]> = {
  "app/.well-known/jwks.json/route.ts": ["GET", "anyone: public keys"],
  "app/(public)/calculator/schedule/route.ts": ["GET", "anyone: what its own address says"],
  "app/(public)/verify/route.ts": ["GET", "anyone: a page without anybody's data"],
  "app/api/auth/[...nextauth]/route.ts": ["GET POST", "anyone: signing in and out"],
  "app/api/by-name/route.ts": ["GET", "anyone: a redirect to this site by its name"],
  "app/api/health/route.ts": ["GET", "anyone: whether it serves"],
  "app/api/live/route.ts": ["GET", "credit_office: that something changed, not what"],
  "app/api/metrics/route.ts": ["GET", "anyone: counts"],
  "app/api/preferences/route.ts": ["POST", "anyone: cookies of the own browser"],
  "app/api/trpc/[trpc]/route.ts": ["GET POST", "as each procedure says"],
  "app/bank/applications/[id]/documents/[documentId]/route.ts": [
    "GET",
    "bank: bankApplications.document",
  ],
  "app/bank/products/[id]/export/route.ts": ["GET", "bank: bankProducts.export"],
  "app/credit-office/export/route.ts": ["GET", "credit_office: oversight.overview"],
  "app/sme/reports/[id]/file/route.ts": ["GET", "sme: reports.file"],
  "app/sme/applications/[id]/documents/route.ts": [
    "POST",
    "sme: enterpriseApplications.attachDocument",
  ],
  "app/sme/history/export/route.ts": ["GET", "sme: receipts.exportPart"],
  "app/sme/consents/[id]/signatures/route.ts": ["GET", "sme: authorities.signatures"],
  "app/sme/receipts/[id]/file/route.ts": ["GET", "sme: receipts.get"],
};

const exported =
  /export (?:async )?function (GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)\b|\bas (GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)\b|export const (GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)\b/g;
const methodsOf = (text: string) =>
  [...text.matchAll(exported)]
    .map((found) => found[1] ?? found[2] ?? found[3] ?? "")
    .toSorted((a, b) => a.localeCompare(b));

test("every route handler is listed with its methods", () => {
  const found = globSync(["app/**/route.{ts,tsx,js}", "app/.*/**/route.{ts,tsx,js}"]);
  const listed = Object.entries(routes).map(([file, [methods]]) => [file, methods.split(" ")]);
  expect(
    Object.fromEntries(found.map((file) => [file, methodsOf(readFileSync(file, "utf8"))])),
  ).toEqual(Object.fromEntries(listed));
});

test("a party's route asks a procedure, and the procedure is the one that is listed", () => {
  for (const [file, [, who]] of Object.entries(routes)) {
    const [party, procedure] = who.split(": ");
    if (!["sme", "bank", "credit_office"].includes(party!) || !procedure!.includes(".")) continue;
    const text = readFileSync(file, "utf8");
    const [router, name] = procedure!.split(".");
    expect(text.replaceAll(/\s/g, "")).toContain(`.${router}.${name}(`);
    expect(text).toContain("await caller()");
  }
});

test("a page writes nothing: there are no server actions", () => {
  const acting = globSync("{app,components,server}/**/*.{ts,tsx}").filter((file) =>
    /^\s*["']use server["']/m.test(readFileSync(file, "utf8")),
  );
  expect(acting).toEqual([]);
});

test("methods are found however they are exported", () => {
  const text = `export async function GET() {}
    export { answer as POST, other as PUT };
    export const DELETE = () => null;`;
  expect(methodsOf(text)).toEqual(["DELETE", "GET", "POST", "PUT"]);
});
