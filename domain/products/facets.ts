import { z } from "zod";
import { isText } from "@/domain/shared/text";
import { guaranteeKinds, repaymentKinds } from "./kinds";
import type { ProductContent } from "./schema";

/** Bands people know, in fen; a product is in every band in which it lends. */
const amountBands = {
  "0-50": { over: 0n, upTo: 50_000_000n },
  "50-100": { over: 50_000_000n, upTo: 100_000_000n },
  "100-500": { over: 100_000_000n, upTo: 500_000_000n },
  "500-": { over: 500_000_000n, upTo: null },
} as const;
/** Whole months, as above. */
const termBands = {
  "1-6": { over: 0, upTo: 6 },
  "7-12": { over: 6, upTo: 12 },
  "13-36": { over: 12, upTo: 36 },
  "37-60": { over: 36, upTo: 60 },
  "61-": { over: 60, upTo: null },
} as const;
export type AmountBand = keyof typeof amountBands;
export type TermBand = keyof typeof termBands;
export const amountBandNames = Object.keys(amountBands) as [AmountBand, ...AmountBand[]];
export const termBandNames = Object.keys(termBands) as [TermBand, ...TermBand[]];

/** Orders of the supermarket. Fastest and likeliest go by what was observed, cheapest by annual rate. */
export const productOrders = ["cheapest", "fastest", "likeliest"] as const;
export type ProductOrder = (typeof productOrders)[number];

/** What a visitor may ask the supermarket for; every part is optional. */
export const ProductFilter = z.strictObject({
  search: z.string().trim().max(40).refine(isText).optional(),
  guarantee: z.enum(guaranteeKinds).optional(),
  amount: z.enum(amountBandNames).optional(),
  term: z.enum(termBandNames).optional(),
  repayment: z.enum(repaymentKinds).optional(),
  bank: z.string().max(40).refine(isText).optional(),
  isFirstLoan: z.boolean().optional(),
  order: z.enum(productOrders).optional(),
});
export type ProductFilter = z.infer<typeof ProductFilter>;

type Listed = { content: ProductContent; bank: { code: string; name: string; nameEn: string } };

/** Whether a product is among what was asked for; every part asked for must hold. */
export function isAmong({ content, bank }: Listed, filter: ProductFilter): boolean {
  const amount = filter.amount && amountBands[filter.amount];
  const term = filter.term && termBands[filter.term];
  return (
    (!filter.guarantee || content.guarantee === filter.guarantee) &&
    (!filter.repayment || content.repaymentKinds.includes(filter.repayment)) &&
    (!filter.bank || bank.code === filter.bank) &&
    (!filter.isFirstLoan || content.isFirstLoan) &&
    (!amount ||
      (BigInt(content.amountMax) > amount.over &&
        (amount.upTo === null || BigInt(content.amountMin) <= amount.upTo))) &&
    (!term ||
      (content.termMax > term.over && (term.upTo === null || content.termMin <= term.upTo))) &&
    (!filter.search || mentions({ content, bank }, filter.search))
  );
}

/** Every word of the search is in the product's or the bank's texts, whatever the width and case. */
function mentions({ content, bank }: Listed, search: string): boolean {
  const texts = [content.name, content.summary].flatMap(({ zh, en }) => [zh, en]);
  const text = plain([...texts, bank.name, bank.nameEn].join("\n"));
  return plain(search)
    .split(/\s+/u)
    .every((word) => text.includes(word));
}

const plain = (text: string) => text.normalize("NFKC").toLowerCase().trim();
