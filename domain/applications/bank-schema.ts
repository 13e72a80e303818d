import { z } from "zod";
import { ConsentView } from "@/domain/consents/schema";
import { EnterpriseView } from "@/domain/enterprises/schema";
import { needPurposes } from "@/domain/needs/lifecycle";
import { guaranteeKinds, repaymentKinds } from "@/domain/products/kinds";
import { ProductContent } from "@/domain/products/schema";
import { isText } from "@/domain/shared/text";
import { declineReasonCodes, reasonCodeList } from "./reason-codes";
import { DocumentView } from "./enterprise-schema";
import {
  applicationStatuses,
  channels,
  informationKinds,
  informationStatuses,
  wordedInformationKinds,
  type ApplicationStatus,
} from "./lifecycle";

/** The views of the queue, and which applications each holds. */
export const queueTabs = {
  to_accept: ["submitted"],
  in_review: ["accepted", "under_review"],
  waiting: ["information_requested", "consent_lost"],
  offers: ["offered", "accepted_by_enterprise", "contracted", "disbursing", "disbursement_failed"],
  closed: [
    "disbursed",
    "declined",
    "refused",
    "offer_expired",
    "not_selected",
    "timed_out",
    "withdrawn",
    "lapsed",
    "closed",
  ],
} as const satisfies Record<string, readonly ApplicationStatus[]>;
export const queueTabNames = Object.keys(queueTabs) as [QueueTab, ...QueueTab[]];
export type QueueTab = keyof typeof queueTabs;

export const queuePageSize = 30;

export const ListQueueInput = z.strictObject({
  tab: z.enum(queueTabNames),
  /** Part of a firm's name, or the beginning of its USCC. */
  search: z.string().trim().min(2).max(60).refine(isText).optional(),
  cursor: z.string().max(200).optional(),
});
export type ListQueueInput = z.infer<typeof ListQueueInput>;

export const QueueRow = z.strictObject({
  id: z.uuid(),
  status: z.enum(applicationStatuses),
  enterprise: z.strictObject({ name: z.string(), uscc: z.string() }),
  product: ProductContent.shape.name,
  amount: z.bigint(),
  termMonths: z.int(),
  submittedAt: z.date(),
  /** What has to happen next has to happen before this. */
  deadline: z.date().nullable(),
  isClockStopped: z.boolean(),
  isAwaitingApproval: z.boolean(),
  updatedAt: z.date(),
});
export type QueueRow = z.infer<typeof QueueRow>;

export const QueueView = z.strictObject({
  rows: z.array(QueueRow),
  nextCursor: z.string().nullable(),
  counts: z.record(z.enum(queueTabNames), z.int()),
});
export type QueueView = z.infer<typeof QueueView>;

export const BankApplicationIdInput = z.strictObject({ applicationId: z.uuid() });
export type BankApplicationIdInput = z.infer<typeof BankApplicationIdInput>;

export const RequestInformationInput = z.strictObject({
  /** Made by the form, so that a second press is the same request. */
  id: z.uuid(),
  applicationId: z.uuid(),
  kind: z.enum(wordedInformationKinds),
  message: z
    .string()
    .trim()
    .min(5, { error: "message_too_short" })
    .max(1_000, { error: "message_too_long" }),
});
export type RequestInformationInput = z.infer<typeof RequestInformationInput>;

export const DeclineApplicationInput = z.strictObject({
  applicationId: z.uuid(),
  reasons: z
    .array(
      z.enum(reasonCodeList).refine((code) => declineReasonCodes.includes(code), {
        error: "decline_reason_not_the_banks",
      }),
    )
    .min(1, { error: "decline_reason_missing" })
    .max(4, { error: "decline_reasons_too_many" }),
  /** What the firm reads; the reasons' own texts and advice stand beside it. */
  message: z
    .string()
    .trim()
    .min(5, { error: "message_too_short" })
    .max(1_000, { error: "message_too_long" }),
});
export type DeclineApplicationInput = z.infer<typeof DeclineApplicationInput>;

export const BankApplicationState = z.strictObject({
  id: z.uuid(),
  status: z.enum(applicationStatuses),
});
export type BankApplicationState = z.infer<typeof BankApplicationState>;

export const CaseView = z.strictObject({
  id: z.uuid(),
  status: z.enum(applicationStatuses),
  amount: z.bigint(),
  termMonths: z.int(),
  need: z
    .strictObject({
      purpose: z.enum(needPurposes),
      purposeText: z.string().nullable(),
      repayment: z.enum(repaymentKinds).nullable(),
      guarantee: z.enum(guaranteeKinds).nullable(),
    })
    .nullable(),
  bankId: z.uuid(),
  enterpriseId: z.uuid(),
  officerId: z.uuid().nullable(),
  submittedAt: z.date().nullable(),
  acceptBy: z.date().nullable(),
  acceptedAt: z.date().nullable(),
  decideBy: z.date().nullable(),
  clockStoppedAt: z.date().nullable(),
  decidedAt: z.date().nullable(),
  declineReasons: z.array(z.string()),
  declineMessage: z.string().nullable(),
  product: z.strictObject({ id: z.uuid(), version: z.int(), content: ProductContent }),
  enterprise: EnterpriseView,
  consent: ConsentView.pick({
    id: true,
    status: true,
    validTo: true,
    maxReads: true,
    readsUsed: true,
    lastReadAt: true,
    items: true,
    signatures: true,
  }).nullable(),
  history: z.array(
    z.strictObject({
      id: z.uuid(),
      to: z.enum(applicationStatuses),
      actorParty: z.enum(["sme", "bank", "credit_office", "system"]),
      isOwn: z.boolean(),
      channel: z.enum(channels),
      reason: z.string().nullable(),
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
  loanId: z.uuid().nullable(),
});
export type CaseView = z.infer<typeof CaseView>;

export const BankDocumentInput = z.strictObject({ applicationId: z.uuid(), documentId: z.uuid() });
export type BankDocumentInput = z.infer<typeof BankDocumentInput>;

export const BankDocument = z.strictObject({
  name: z.string(),
  mediaType: z.string(),
  content: z.instanceof(Uint8Array),
});
