import { divideRounded } from "@/domain/shared/money";

/** One VAT invoice as far as its aggregates need it; amounts in fen, negative on a red invoice. */
export type CountedInvoice = {
  on: string;
  counterparty: string;
  amount: bigint;
  tax: bigint;
  total: bigint;
  state: "valid" | "void";
};

/** Aggregates of one firm's invoices in one direction. Amounts in fen over valid invoices, red ones included. */
export type InvoiceFeatures = {
  n: number;
  valid: number;
  void: number;
  /** Valid invoices below zero. */
  negative: number;
  amount: bigint;
  tax: bigint;
  total: bigint;
  counterparties: number;
  /** Months with a valid invoice. */
  activeMonths: number;
  /** First and last day of a valid invoice. */
  first: string | null;
  last: string | null;
  /** Largest counterparty's share of the positive valid amounts, as a decimal with six places. */
  top1Share: string | null;
};

/** Adds invoices up one by one, so that a file of any length needs memory for its counterparties only. */
export class InvoiceTally {
  #n = 0;
  #valid = 0;
  #negative = 0;
  #amount = 0n;
  #tax = 0n;
  #total = 0n;
  #first: string | null = null;
  #last: string | null = null;
  readonly #months = new Set<string>();
  /** Positive amounts by counterparty. */
  readonly #counterparties = new Map<string, bigint>();

  add({ on, counterparty, amount, tax, total, state }: CountedInvoice): void {
    this.#n += 1;
    if (state === "void") return;
    this.#valid += 1;
    if (this.#first === null || on < this.#first) this.#first = on;
    if (this.#last === null || on > this.#last) this.#last = on;
    if (amount < 0n) this.#negative += 1;
    this.#amount += amount;
    this.#tax += tax;
    this.#total += total;
    this.#months.add(on.slice(0, 7));
    const before = this.#counterparties.get(counterparty) ?? 0n;
    this.#counterparties.set(counterparty, before + (amount > 0n ? amount : 0n));
  }

  features(): InvoiceFeatures {
    const shares = [...this.#counterparties.values()];
    const whole = shares.reduce((sum, share) => sum + share, 0n);
    const top = shares.reduce((most, share) => (share > most ? share : most), 0n);
    return {
      n: this.#n,
      valid: this.#valid,
      void: this.#n - this.#valid,
      negative: this.#negative,
      amount: this.#amount,
      tax: this.#tax,
      total: this.#total,
      counterparties: this.#counterparties.size,
      activeMonths: this.#months.size,
      first: this.#first,
      last: this.#last,
      top1Share: whole === 0n ? null : sixPlaces(top, whole),
    };
  }
}

function sixPlaces(part: bigint, whole: bigint): string {
  const millionths = divideRounded(part * 1_000_000n, whole)
    .toString()
    .padStart(7, "0");
  return `${millionths.slice(0, -6)}.${millionths.slice(-6)}`;
}
