import { z } from "zod";

/** One line of the ledger as the enterprise sees it. */
export const LedgerEntryView = z.strictObject({
  seq: z.bigint(),
  at: z.date(),
  action: z.string(),
  /** PERMITTED, REVOKED…, or the code of the refusal. */
  code: z.string(),
  persona: z.string(),
  recipient: z.strictObject({ name: z.string(), nameEn: z.string() }).nullable(),
  consentId: z.uuid().nullable(),
  scopes: z.array(z.string()),
  dataFrom: z.string().nullable(),
  dataTo: z.string().nullable(),
  hash: z.string(),
});
export type LedgerEntryView = z.infer<typeof LedgerEntryView>;

/** As far as the ledger can count. */
const lastSeq = 2n ** 63n - 1n;

export const ListEntriesInput = z.strictObject({
  before: z.bigint().positive().max(lastSeq).optional(),
  consentId: z.uuid().optional(),
  /** Only what this bank did or was refused. */
  recipientId: z.uuid().optional(),
});
export type ListEntriesInput = z.infer<typeof ListEntriesInput>;

export const LedgerPage = z.strictObject({
  entries: z.array(LedgerEntryView),
  next: z.bigint().nullable(),
});

export const RecipientView = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  nameEn: z.string(),
});
export type RecipientView = z.infer<typeof RecipientView>;

const Hex = z.string().regex(/^([0-9a-f]{2})+$/);

/** A line with everything its hash is taken over, for whoever checks the chain. */
export const ChainEntryView = z.strictObject({
  chain: z.uuid(),
  seq: z.bigint(),
  at: z.date(),
  action: z.string(),
  code: z.string(),
  persona: z.string(),
  personId: z.uuid().nullable(),
  recipientId: z.uuid().nullable(),
  consentId: z.uuid().nullable(),
  ticketId: z.uuid().nullable(),
  scopes: z.array(z.string()),
  dataFrom: z.string().nullable(),
  dataTo: z.string().nullable(),
  artefactHash: Hex.nullable(),
  prev: Hex,
  hash: Hex,
});
export type ChainEntryView = z.infer<typeof ChainEntryView>;

export const ReadChainInput = z.strictObject({ after: z.bigint().nonnegative().max(lastSeq) });
export type ReadChainInput = z.infer<typeof ReadChainInput>;

export const ChainPage = z.strictObject({
  entries: z.array(ChainEntryView),
  next: z.bigint().nullable(),
});
