import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";
import { featureTable } from "@/scripts/feature-table";
import { readInvoices } from "@/server/services/imports/import-invoices";
import { describeShared, sharedFile } from "./shared-folder";

const file = (name: string) => fileURLToPath(sharedFile(`data/cumcm2020c/${name}`));

describeShared("the 123 real enterprises", () => {
  test("every row is accounted for, and the features are those computed elsewhere", async () => {
    const read = await readInvoices({
      enterprises: file("enterprises_123_with_credit_record.csv"),
      input: file("invoices_123_input.csv.gz"),
      output: file("invoices_123_output.csv.gz"),
    });
    expect(read.summary).toMatchObject({ rows: 373_431, duplicates: 5_239, rejected: 0 });
    expect(read.summary.imported).toBe(373_431 - 5_239);
    expect(read.lines).toHaveLength(read.summary.imported);
    expect(read.inconsistent).toBe(3);

    const ours = rowsOf(featureTable(read.enterprises));
    const theirs = rowsOf(readFileSync(file("reference_features_123_dedup.csv"), "utf8"));
    expect(ours).toHaveLength(123);
    expect(ours.map(comparable)).toEqual(theirs.map(comparable));
  }, 120_000);
});

const rowsOf = (text: string): Record<string, string>[] => parse(text, { columns: true });

/** Both files print the same number with more or fewer zeros. */
function comparable(row: Record<string, string>) {
  return Object.fromEntries(
    Object.entries(row).map(([name, cell]) => [
      name,
      /^-?\d+(\.\d+)?$/.test(cell) ? Number(cell) : cell,
    ]),
  );
}
