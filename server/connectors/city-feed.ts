import { z } from "zod";
import {
  AbnormalListing,
  KeyPerson,
  Penalty,
  Registration,
  TaxCreditGrade,
} from "@/domain/profiles/standard";
import { guaranteeKinds, repaymentKinds } from "@/domain/products/kinds";
import { ProductContent } from "@/domain/products/schema";
import { needPurposes } from "@/domain/needs/lifecycle";
import { bankKinds } from "@/domain/accounts/banks";
import { env } from "@/server/env";

const Fen = z.number().int().safe().nonnegative();

/** Everything the registry tells anyone about a firm. */
const PublicFile = z.strictObject({
  registration: Registration,
  keyPeople: z.array(KeyPerson),
  penalties: z.array(Penalty),
  abnormalLists: z.array(AbnormalListing),
  taxCreditGrades: z.array(TaxCreditGrade),
});
export type PublicFile = z.output<typeof PublicFile>;

const RegistryPage = z.strictObject({
  enterprises: z.array(PublicFile).max(1000),
  next: z.string().nullable(),
});

const Banks = z.strictObject({
  banks: z.array(
    z.strictObject({
      code: z.string().regex(/^[a-z0-9-]{2,40}$/),
      uscc: z.string().length(18),
      name: z.string().min(1),
      nameEn: z.string().min(1),
      kind: z.enum(bankKinds),
    }),
  ),
});

const Products = z.strictObject({ products: z.array(ProductContent) });

/** An application of the past and what came of it, as its bank reports it; amounts in fen. */
export const PastApplication = z.strictObject({
  bankCode: z.string(),
  reference: z.string().min(1).max(80),
  uscc: z.string().length(18),
  productCode: z.string(),
  amount: Fen,
  termMonths: z.number().int().min(1).max(360),
  purpose: z.enum(needPurposes),
  guarantee: z.enum(guaranteeKinds),
  submittedOn: z.iso.date(),
  acceptedOn: z.iso.date().nullable(),
  decidedOn: z.iso.date().nullable(),
  decision: z.enum(["offered", "declined", "timed_out", "withdrawn"]),
  reasonCodes: z.array(z.string()).max(4),
  annualRateBp: z.number().int().nullable(),
  offeredAmount: Fen.nullable(),
  disbursedOn: z.iso.date().nullable(),
  repayment: z.enum(repaymentKinds),
  maturesOn: z.iso.date().nullable(),
  isFirstLoan: z.boolean(),
  isCreditLoan: z.boolean(),
  repayments: z.array(
    z.strictObject({ on: z.iso.date(), amount: Fen, kind: z.enum(["scheduled", "early"]) }),
  ),
  overdue: z.array(
    z.strictObject({ from: z.iso.date(), days: z.number().int().nonnegative(), amount: Fen }),
  ),
  status: z.enum(["current", "overdue", "settled", "defaulted"]).nullable(),
  settledOn: z.iso.date().nullable(),
  origin: z.enum(["history", "imported_rating"]),
});
export type PastApplication = z.output<typeof PastApplication>;

const HistoryPage = z.strictObject({
  applications: z.array(PastApplication),
  next: z.string().nullable(),
});

const ImportedPage = z.strictObject({
  enterprises: z.array(
    z.strictObject({
      uscc: z.string().length(18),
      dataset: z.string(),
      externalReference: z.string(),
      name: z.string(),
    }),
  ),
  next: z.string().nullable(),
});

const City = z.object({ enterprises: z.number().int(), seed: z.union([z.string(), z.number()]) });

export const getCity = () => get(City, "/city");
export const getBanks = async () => (await get(Banks, "/banks")).banks;
export const getProducts = async (bank: string) =>
  (await get(Products, `/banks/${bank}/products`)).products;

/** The registry, a thousand firms at a time. */
export const registryPages = () => pages(RegistryPage, "/city/enterprises?limit=1000");
/** One bank's history, oldest firm first. */
export const historyPages = (bank: string) =>
  pages(HistoryPage, `/banks/${bank}/history?limit=1000`);

/** Firms that were imported into the sandbox, with the code their source knew them by. */
export const importedPages = () => pages(ImportedPage, "/control/enterprises?limit=1000");

/** The page after the one being worked on is already being asked for; no other is held. */
async function* pages<T extends { next: string | null }>(schema: z.ZodType<T>, path: string) {
  let coming: Promise<T> | null = get(schema, path);
  while (coming) {
    const page: T = await coming;
    coming = page.next ? get(schema, `${path}&after=${page.next}`) : null;
    // Who stops reading early does not wait for it.
    coming?.catch(() => {});
    yield page;
  }
}

async function get<T>(schema: z.ZodType<T>, path: string): Promise<T> {
  if (!env.SANDBOX_URL) throw new Error("no city to read from: SANDBOX_URL is not set");
  const response = await fetch(new URL(path, env.SANDBOX_URL), {
    redirect: "error",
    signal: AbortSignal.timeout(120_000),
  });
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return schema.parse(await response.json());
}
