import { z } from "zod";
import { receiptKinds } from "./receipt-kinds";

export const ReceiptView = z.strictObject({
  id: z.uuid(),
  kind: z.enum(receiptKinds),
  /** The line of the enterprise's ledger it is for. */
  seq: z.bigint(),
  consentId: z.uuid().nullable(),
  /** How many lines the platform's whole ledger had. */
  size: z.bigint(),
  issuedAt: z.date(),
});
export type ReceiptView = z.infer<typeof ReceiptView>;

const lastSeq = 2n ** 63n - 1n;

export const ListReceiptsInput = z.strictObject({
  consentId: z.uuid().optional(),
  /** The line number of the last receipt of the page before. */
  before: z.bigint().positive().max(lastSeq).optional(),
});
export type ListReceiptsInput = z.infer<typeof ListReceiptsInput>;

/** Newest first. */
export const ReceiptPage = z.strictObject({
  receipts: z.array(ReceiptView),
  next: z.bigint().nullable(),
});
export type ReceiptPage = z.infer<typeof ReceiptPage>;

export const GetReceiptInput = z.strictObject({ receiptId: z.uuid() });
export type GetReceiptInput = z.infer<typeof GetReceiptInput>;

export const ReceiptFile = z.strictObject({ name: z.string(), content: z.string() });

export const ExportPartInput = z.strictObject({
  /** The last line already exported; 0 begins. */
  after: z.bigint().nonnegative().max(lastSeq),
  /** The checkpoint that the first part chose; null where nothing was sealed. */
  size: z.bigint().positive().max(lastSeq).nullable(),
});
export type ExportPartInput = z.infer<typeof ExportPartInput>;

/** Some lines of the file, and where to go on; `next` is null where the file ends. */
export const ExportPart = z.strictObject({
  lines: z.array(z.string()),
  size: z.bigint().nullable(),
  next: z.bigint().nullable(),
});
export type ExportPart = z.infer<typeof ExportPart>;

/** How far the enterprise's ledger is sealed, and who has seen it. */
export const SealView = z.strictObject({
  /** Of the enterprise's own lines. */
  lines: z.bigint(),
  sealed: z.bigint(),
  checkpoint: z.strictObject({ size: z.bigint(), at: z.date(), root: z.string() }).nullable(),
  /** The newest countersignature of each bank. */
  witnesses: z.array(
    z.strictObject({ name: z.string(), nameEn: z.string(), size: z.bigint(), at: z.date() }),
  ),
});
export type SealView = z.infer<typeof SealView>;
