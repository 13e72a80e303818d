import { z } from "zod";
import { ProductDraft } from "./draft";
import { productStatuses, proposalStatuses } from "./lifecycle";
import { ProductContent } from "./schema";

const Revision = z.int().min(1).max(1_000_000);

/**
 * A version in the making. `productId` null: of a new product. What it begins with: `content`, else
 * another product of the bank's (`copyOf`), else an earlier version, else the version on offer.
 */
export const CreateProposalInput = z.strictObject({
  id: z.uuid(),
  productId: z.uuid().nullable(),
  content: ProductDraft.optional(),
  copyOf: z.uuid().optional(),
  version: Revision.optional(),
});
export type CreateProposalInput = z.infer<typeof CreateProposalInput>;

/** A product as a file says it. */
export const ImportProductInput = z.strictObject({
  id: z.uuid(),
  productId: z.uuid().nullable(),
  text: z.string().max(100_000),
});
export type ImportProductInput = z.infer<typeof ImportProductInput>;

const Problem = z.strictObject({
  path: z.array(z.union([z.string(), z.int()])),
  reason: z.string(),
  limit: z.number().optional(),
});

/** Either it is a draft now, or nothing was written and this is why. */
export const ImportedProduct = z.strictObject({
  proposalId: z.uuid().nullable(),
  problems: z.array(Problem),
});
export type ImportedProduct = z.infer<typeof ImportedProduct>;

export const ProposalIdInput = z.strictObject({ proposalId: z.uuid() });
export type ProposalIdInput = z.infer<typeof ProposalIdInput>;

/** `revision`: the one that was read. */
export const SaveProposalInput = z.strictObject({
  proposalId: z.uuid(),
  revision: Revision,
  content: ProductDraft,
});
export type SaveProposalInput = z.infer<typeof SaveProposalInput>;

export const DecideProposalInput = z.strictObject({ proposalId: z.uuid(), revision: Revision });
export type DecideProposalInput = z.infer<typeof DecideProposalInput>;

export const SendBackProposalInput = z.strictObject({
  proposalId: z.uuid(),
  revision: Revision,
  reason: z.string().trim().min(1).max(1_000),
});
export type SendBackProposalInput = z.infer<typeof SendBackProposalInput>;

/** How far it is now. */
export const ProposalState = z.strictObject({
  proposalId: z.uuid(),
  productId: z.uuid(),
  revision: z.int(),
  status: z.enum(proposalStatuses),
  /** The version it was published as. */
  version: z.int().nullable(),
});
export type ProposalState = z.infer<typeof ProposalState>;

/** A version in the making in a list. */
export const ProposalRow = z.strictObject({
  id: z.uuid(),
  productId: z.uuid(),
  /** The version it was written from; null for a new product. */
  basedOn: z.int().nullable(),
  name: z.strictObject({ zh: z.string(), en: z.string() }),
  status: z.enum(proposalStatuses),
  revision: z.int(),
  isOwn: z.boolean(),
  /** Whoever wrote it, by name; to the office a bank's people have none. */
  writer: z.string().nullable(),
  isSentBack: z.boolean(),
  submittedAt: z.date().nullable(),
  updatedAt: z.date(),
});
export type ProposalRow = z.infer<typeof ProposalRow>;

/** A version in the making with what it is compared with and what may be done with it. */
export const ProposalView = z.strictObject({
  id: z.uuid(),
  productId: z.uuid(),
  bank: z.strictObject({ code: z.string(), name: z.string(), nameEn: z.string() }),
  basedOn: z.int().nullable(),
  status: z.enum(proposalStatuses),
  revision: z.int(),
  content: ProductDraft,
  isOwn: z.boolean(),
  writer: z.string().nullable(),
  /** Who had it in hand before, in their order. */
  formerWriters: z.array(z.string()),
  approver: z.string().nullable(),
  submittedAt: z.date().nullable(),
  approvedAt: z.date().nullable(),
  officeApprovedAt: z.date().nullable(),
  sentBackReason: z.string().nullable(),
  version: z.int().nullable(),
  updatedAt: z.date(),
  productStatus: z.enum(productStatuses),
  /** What it would replace: the version on offer, or last on offer. */
  onOffer: z.strictObject({ version: z.int(), content: ProductContent }).nullable(),
  /** What `productProblems` is to be asked with, so that the editor and submitting say the same. */
  terms: z.strictObject({
    today: z.iso.date(),
    templateScopes: z.array(z.string()),
    fixedCode: z.string().nullable(),
    takenCodes: z.array(z.string()),
  }),
  problems: z.array(Problem),
  may: z.strictObject({
    edit: z.boolean(),
    takeOver: z.boolean(),
    submit: z.boolean(),
    approve: z.boolean(),
    sendBack: z.boolean(),
    takeBack: z.boolean(),
    discard: z.boolean(),
  }),
});
export type ProposalView = z.infer<typeof ProposalView>;
