import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { expect } from "vitest";
import { type InvoiceMonth, parseRecords } from "@/domain/profiles/standard";
import { parseYuan, yuanOf } from "@/domain/shared/money";
import { sharedFile } from "./shared-folder";

const folder = "data/cumcm2020c";
export const textOf = (path: string) => readFileSync(sharedFile(`${folder}/${path}`));

/** Fen of an amount written with or without decimals, down to float noise in the source. */
export const fenOf = (text: string) => parseYuan(Number(text).toFixed(2))!;

export type Month = {
  count: number;
  voided: number;
  red: number;
  amount: bigint;
  customers: Map<string, bigint>;
};

/** Issued invoices by enterprise and month, each exact duplicate counted once. */
export function issuedByMonth(): Map<string, Map<string, Month>> {
  const lines = gunzipSync(textOf("invoices_123_output.csv.gz"))
    .toString("utf8")
    .trim()
    .split("\n");
  const enterprises = new Map<string, Map<string, Month>>();
  for (const line of new Set(lines.slice(1))) {
    const [enterprise = "", , on = "", customer = "", amount = "", , , state = ""] =
      line.split(",");
    const months = enterprises.get(enterprise) ?? new Map<string, Month>();
    enterprises.set(enterprise, months);
    const key = on.slice(0, 7);
    const month = months.get(key) ?? {
      count: 0,
      voided: 0,
      red: 0,
      amount: 0n,
      customers: new Map(),
    };
    months.set(key, month);
    // 47 states carry a leading space.
    if (state.trim() !== "有效发票") {
      month.voided += 1;
      continue;
    }
    const fen = fenOf(amount);
    month.count += 1;
    month.red += fen < 0n ? 1 : 0;
    month.amount += fen;
    month.customers.set(customer, (month.customers.get(customer) ?? 0n) + fen);
  }
  return enterprises;
}

/** The same as the tax node would answer and the platform keeps. */
export function standardMonths(months: Map<string, Month>): InvoiceMonth[] {
  const wire = [...months].map(([month, { count, voided, red, amount, customers }]) => {
    const largest = [...customers].toSorted((a, b) => Number(b[1] - a[1]));
    return {
      month,
      issuedCount: count,
      issuedAmount: yuanOf(amount),
      issuedVoid: voided,
      issuedRed: red,
      issuedCounterparties: customers.size,
      issuedTopAmount: yuanOf(largest[0]?.[1] ?? 0n),
      topCounterparty: largest[0]?.[0] ?? null,
      receivedCount: 0,
      receivedAmount: "0.00",
      receivedVoid: 0,
      receivedRed: 0,
      receivedCounterparties: 0,
      receivedTopAmount: "0.00",
      customers: largest.slice(0, 20).map(([code, fen]) => ({ code, amount: yuanOf(fen) })),
    };
  });
  const { records, rejected } = parseRecords("vat_invoices", wire);
  expect(rejected).toEqual([]);
  return records;
}
