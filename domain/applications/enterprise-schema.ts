import { z } from "zod";
import { SignConsentInput } from "@/domain/consents/schema";
import { guaranteeKinds, repaymentKinds } from "@/domain/products/kinds";
import { ProductContent } from "@/domain/products/schema";
import { applicationStatuses, channels, informationKinds, informationStatuses } from "./lifecycle";

export const PrepareApplicationInput = z.strictObject({
  /** Made by the page, so that a second press is the same application. */
  id: z.uuid(),
  needId: z.uuid(),
  productId: z.uuid(),
});
export type PrepareApplicationInput = z.infer<typeof PrepareApplicationInput>;

/** Signing submits: the consent that was shown, by its hash, with the signer's code. */
export const SubmitApplicationInput = SignConsentInput.extend({ applicationId: z.uuid() });
export type SubmitApplicationInput = z.infer<typeof SubmitApplicationInput>;

export const ApplicationIdInput = z.strictObject({ applicationId: z.uuid() });
export type ApplicationIdInput = z.infer<typeof ApplicationIdInput>;

export const AnswerInformationInput = z.strictObject({
  applicationId: z.uuid(),
  requestId: z.uuid(),
  answer: z
    .string()
    .trim()
    .min(1, { error: "answer_missing" })
    .max(2_000, { error: "answer_too_long" }),
});
export type AnswerInformationInput = z.infer<typeof AnswerInformationInput>;

export const documentLimits = { bytes: 10 * 1024 * 1024, perApplication: 10 } as const;
/** What a document may be, by its own first bytes, and the ending it is kept under. */
export const documentTypes = {
  "application/pdf": "pdf",
  "image/png": "png",
  "image/jpeg": "jpg",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
} as const;
export type DocumentType = keyof typeof documentTypes;

export const AttachDocumentInput = z.strictObject({
  applicationId: z.uuid(),
  content: z.instanceof(Uint8Array),
});
export type AttachDocumentInput = z.infer<typeof AttachDocumentInput>;

export const DocumentView = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  mediaType: z.string(),
  size: z.int(),
  uploadedAt: z.date(),
});
export type DocumentView = z.infer<typeof DocumentView>;

export const OwnApplicationRow = z.strictObject({
  id: z.uuid(),
  enterpriseId: z.uuid(),
  bankId: z.uuid(),
  needId: z.uuid().nullable(),
  status: z.enum(applicationStatuses),
  amount: z.bigint(),
  termMonths: z.int(),
  bank: z.strictObject({ name: z.string(), nameEn: z.string() }),
  product: z.strictObject({ id: z.uuid(), name: ProductContent.shape.name }),
  submittedAt: z.date().nullable(),
  acceptBy: z.date().nullable(),
  decideBy: z.date().nullable(),
  clockStoppedAt: z.date().nullable(),
  updatedAt: z.date(),
});
export type OwnApplicationRow = z.infer<typeof OwnApplicationRow>;

export const ListOwnApplicationsInput = z.strictObject({
  needId: z.uuid().optional(),
  before: z.uuid().optional(),
});
export type ListOwnApplicationsInput = z.infer<typeof ListOwnApplicationsInput>;

export const OwnApplicationList = z.strictObject({
  applications: z.array(OwnApplicationRow),
  nextBefore: z.uuid().nullable(),
});

export const OwnApplicationView = OwnApplicationRow.extend({
  consentId: z.uuid().nullable(),
  isAvailable: z.boolean(),
  acceptedAt: z.date().nullable(),
  decidedAt: z.date().nullable(),
  declineReasons: z.array(z.string()),
  declineMessage: z.string().nullable(),
  product: z.strictObject({
    id: z.uuid(),
    version: z.int(),
    name: ProductContent.shape.name,
    guarantee: z.enum(guaranteeKinds),
    repaymentKinds: z.array(z.enum(repaymentKinds)),
    promisedWorkingDays: z.int(),
    materials: ProductContent.shape.materials,
    items: ProductContent.shape.items,
  }),
  timeline: z.array(
    z.strictObject({
      id: z.uuid(),
      to: z.enum(applicationStatuses),
      actorParty: z.enum(["sme", "bank", "credit_office", "system"]),
      channel: z.enum(channels),
      at: z.date(),
    }),
  ),
  requests: z.array(
    z.strictObject({
      id: z.uuid(),
      kind: z.enum(informationKinds),
      message: z.string(),
      status: z.enum(informationStatuses),
      answer: z.string().nullable(),
      askedAt: z.date(),
      dueAt: z.date(),
      answeredAt: z.date().nullable(),
    }),
  ),
  documents: z.array(DocumentView),
  openOfferId: z.uuid().nullable(),
  loanId: z.uuid().nullable(),
});
export type OwnApplicationView = z.infer<typeof OwnApplicationView>;

/** What a change of an application answers with. */
export const ApplicationState = z.strictObject({
  id: z.uuid(),
  status: z.enum(applicationStatuses),
});
