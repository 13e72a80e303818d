import { InvoiceTally, type InvoiceFeatures } from "@/domain/profiles/invoice-features";
import { yuanOf } from "@/domain/shared/money";
import { readEnterpriseFile, type RatedEnterprise } from "@/server/connectors/enterprise-file";
import { readInvoiceFile, type Direction, type InvoiceRow } from "@/server/connectors/invoice-file";

export type ImportInvoicesInput = { enterprises: string; input: string; output: string };

/** Every row of the files is one of imported, duplicate or rejected. */
type ImportSummary = {
  rows: number;
  imported: number;
  duplicates: number;
  void: number;
  red: number;
  rejected: number;
};

type Rejected = { file: string; line: number; column: string };

export type EnterpriseFeatures = RatedEnterprise & {
  received: InvoiceFeatures;
  issued: InvoiceFeatures;
};

export type ReadInvoices = {
  /** One JSON line an invoice, as the tax node's store takes them. */
  lines: string[];
  summary: ImportSummary;
  /** Imported all the same: what a source says is not corrected here. */
  inconsistent: number;
  rejected: Rejected[];
  enterprises: EnterpriseFeatures[];
};

const yuanText = ({ amount, tax, total, ...rest }: InvoiceRow) =>
  JSON.stringify({ ...rest, amount: yuanOf(amount), tax: yuanOf(tax), total: yuanOf(total) });

/** Reads a data set of VAT invoices with its firms; calls `progress` with the rows read so far. */
export async function readInvoices(
  { enterprises, input, output }: ImportInvoicesInput,
  progress: (rows: number) => void = () => {},
): Promise<ReadInvoices> {
  const firms = await readEnterpriseFile(enterprises);
  const tallies = new Map(
    firms.map(({ reference }) => [
      reference,
      { received: new InvoiceTally(), issued: new InvoiceTally() },
    ]),
  );
  const summary = { rows: 0, imported: 0, duplicates: 0, void: 0, red: 0, rejected: 0 };
  const rejected: Rejected[] = [];
  const lines: string[] = [];
  let inconsistent = 0;

  const sources: [Direction, string][] = [
    ["received", input],
    ["issued", output],
  ];
  for (const [direction, file] of sources)
    for await (const row of readInvoiceFile(file, direction)) {
      summary.rows += 1;
      if (summary.rows % 5_000 === 0) progress(summary.rows);
      if (row.kind === "duplicate") {
        summary.duplicates += 1;
        continue;
      }
      const tally = row.kind === "invoice" ? tallies.get(row.invoice.enterprise) : undefined;
      if (row.kind === "rejected" || !tally) {
        summary.rejected += 1;
        rejected.push({
          file,
          line: row.kind === "rejected" ? row.line : summary.rows,
          column: row.kind === "rejected" ? row.column : "企业代号",
        });
        continue;
      }
      const { invoice } = row;
      summary.imported += 1;
      if (invoice.state === "void") summary.void += 1;
      if (invoice.amount < 0n) summary.red += 1;
      if (invoice.amount + invoice.tax !== invoice.total) inconsistent += 1;
      tally[direction].add(invoice);
      lines.push(yuanText(invoice));
    }
  progress(summary.rows);
  return {
    lines,
    summary,
    inconsistent,
    rejected,
    enterprises: firms.map((firm) => {
      const tally = tallies.get(firm.reference);
      const none = new InvoiceTally().features();
      return {
        ...firm,
        received: tally?.received.features() ?? none,
        issued: tally?.issued.features() ?? none,
      };
    }),
  };
}
