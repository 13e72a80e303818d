import type { InvoiceFeatures } from "@/domain/profiles/invoice-features";
import { yuanOf } from "@/domain/shared/money";
import type { EnterpriseFeatures } from "@/server/services/imports/import-invoices";

const columns: [name: string, cell: (features: InvoiceFeatures) => string][] = [
  ["n", ({ n }) => String(n)],
  ["n_valid", ({ valid }) => String(valid)],
  ["n_void", (features) => String(features.void)],
  ["n_negative", ({ negative }) => String(negative)],
  ["amount_net", ({ amount }) => yuanOf(amount)],
  ["tax_net", ({ tax }) => yuanOf(tax)],
  ["total_net", ({ total }) => yuanOf(total)],
  ["counterparties", ({ counterparties }) => String(counterparties)],
  ["active_months", ({ activeMonths }) => String(activeMonths)],
  ["first", ({ first }) => first ?? ""],
  ["last", ({ last }) => last ?? ""],
  ["top1_share", ({ top1Share }) => top1Share ?? ""],
];

/** One row an enterprise, `purch_` for invoices received and `sales_` for issued ones. */
export function featureTable(enterprises: readonly EnterpriseFeatures[]): string {
  const header = [
    "企业代号",
    "信誉评级",
    "是否违约",
    ...columns.map(([name]) => `purch_${name}`),
    ...columns.map(([name]) => `sales_${name}`),
  ];
  const rows = enterprises.map(({ reference, rating, isDefaulted, received, issued }) => [
    reference,
    rating,
    isDefaulted ? "是" : "否",
    ...columns.map(([, cell]) => cell(received)),
    ...columns.map(([, cell]) => cell(issued)),
  ]);
  return `${[header, ...rows].map((row) => row.join(",")).join("\n")}\n`;
}
