import { yuan } from "./payments";
import type { Invoice } from "./invoices";

export type InvoiceSummary = {
  month: string;
  issuedCount: number;
  issuedAmount: string;
  issuedVoid: number;
  issuedRed: number;
  issuedCounterparties: number;
  issuedTopAmount: string;
  topCounterparty: string | null;
  receivedCount: number;
  receivedAmount: string;
  receivedVoid: number;
  receivedRed: number;
  receivedCounterparties: number;
  receivedTopAmount: string;
  customers: { code: string; amount: string }[];
};

function totals(invoices: Iterable<Invoice>) {
  const byParty = new Map<string, number>();
  let [count, amount, voids, reds] = [0, 0, 0, 0];
  for (const invoice of invoices) {
    if (invoice.state === "void") {
      voids += 1;
      continue;
    }
    count += 1;
    amount += invoice.amount;
    if (invoice.amount < 0) reds += 1;
    byParty.set(invoice.counterparty, (byParty.get(invoice.counterparty) ?? 0) + invoice.amount);
  }
  const parties = [...byParty].toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return { count, amount, voids, reds, parties, top: parties[0] };
}

/**
 * A month's invoices added up: amounts net of tax, valid invoices only, red ones subtracted; void ones are
 * only counted. `customers` are the twenty largest by amount of that month.
 */
export function summarizeInvoices(
  month: string,
  issued: Iterable<Invoice>,
  received: Iterable<Invoice>,
): InvoiceSummary {
  const out = totals(issued);
  const into = totals(received);
  return {
    month,
    issuedCount: out.count,
    issuedAmount: yuan(out.amount),
    issuedVoid: out.voids,
    issuedRed: out.reds,
    issuedCounterparties: out.parties.length,
    issuedTopAmount: yuan(out.top?.[1] ?? 0),
    topCounterparty: out.top?.[0] ?? null,
    receivedCount: into.count,
    receivedAmount: yuan(into.amount),
    receivedVoid: into.voids,
    receivedRed: into.reds,
    receivedCounterparties: into.parties.length,
    receivedTopAmount: yuan(into.top?.[1] ?? 0),
    customers: out.parties.slice(0, 20).map(([code, amount]) => ({ code, amount: yuan(amount) })),
  };
}
