import { z } from "zod";
import { purposes } from "@/domain/consents/lifecycle";
import { erasureReasons, erasureStatements, erasureStates } from "./lifecycle";

/** What a bank signed off on, as it is kept in the platform's signature. */
export const ErasureDeclaration = z.strictObject({
  kind: z.literal("erasure_attestation"),
  /** The bank's USCC. */
  bank: z.string(),
  person: z.uuid(),
  consent: z.uuid(),
  statement: z.enum(erasureStatements),
  /** The law that makes the bank keep a copy, in its own words; empty where nothing is kept. */
  note: z.string(),
  at: z.iso.datetime(),
});
export type ErasureDeclaration = z.infer<typeof ErasureDeclaration>;

const Declared = ErasureDeclaration.pick({ statement: true, note: true });

const Duty = z.strictObject({
  id: z.uuid(),
  consentId: z.uuid(),
  reason: z.enum(erasureReasons),
  state: z.enum(erasureStates),
  startedAt: z.date(),
  dueAt: z.date(),
  /** 0 or less: late. */
  daysLeft: z.int(),
  attestedAt: z.date().nullable(),
  declared: Declared.nullable(),
});

export const ListBankErasuresInput = z.strictObject({
  tab: z.enum(["open", "attested"]).default("open"),
  cursor: z.string().max(200).optional(),
});
export type ListBankErasuresInput = z.infer<typeof ListBankErasuresInput>;

export const BankErasureView = Duty.extend({
  purpose: z.enum(purposes),
  enterprise: z.strictObject({ name: z.string(), uscc: z.string() }),
  /** What was read under the consent; empty where nothing was. */
  scopes: z.array(z.string()),
  reads: z.int(),
  lastReadAt: z.date().nullable(),
  /** A colleague's name, while that person works there. */
  attestedBy: z.string().nullable(),
});
export type BankErasureView = z.infer<typeof BankErasureView>;

export const BankErasureList = z.strictObject({
  rows: z.array(BankErasureView),
  counts: z.strictObject({ open: z.int(), overdue: z.int() }),
  nextCursor: z.string().nullable(),
});
export type BankErasureList = z.infer<typeof BankErasureList>;

export const AttestErasureInput = z
  .strictObject({
    erasureId: z.uuid(),
    statement: z.enum(erasureStatements),
    note: z.string().trim().max(300, { error: "text_too_long" }).default(""),
  })
  .refine(({ statement, note }) => statement !== "kept_by_law" || note.length >= 4, {
    error: "law_missing",
    path: ["note"],
  });
export type AttestErasureInput = z.infer<typeof AttestErasureInput>;

export const ErasureAttested = z.strictObject({ erasureId: z.uuid(), attestedAt: z.date() });
export type ErasureAttested = z.infer<typeof ErasureAttested>;

export const DeletionDemanded = z.strictObject({ consentId: z.uuid(), dueAt: z.date() });
export type DeletionDemanded = z.infer<typeof DeletionDemanded>;

export const ListOwnErasuresInput = z.strictObject({ consentId: z.uuid().optional() });
export type ListOwnErasuresInput = z.infer<typeof ListOwnErasuresInput>;

export const OwnErasureView = Duty.extend({
  bank: z.strictObject({ name: z.string(), nameEn: z.string() }),
  /** The platform's signature over the declaration, to be kept and checked. */
  attestation: z.string().nullable(),
});
export type OwnErasureView = z.infer<typeof OwnErasureView>;
export const OwnErasureList = z.strictObject({ rows: z.array(OwnErasureView) });

export const ErasureOverview = z.strictObject({
  banks: z.array(
    z.strictObject({
      code: z.string(),
      name: z.string(),
      nameEn: z.string(),
      due: z.int(),
      overdue: z.int(),
      /** Of those confirmed in the last twelve months, how many were late. */
      attested: z.int(),
      attestedLate: z.int(),
      oldestOverdueAt: z.date().nullable(),
    }),
  ),
  overdue: z.array(
    z.strictObject({
      id: z.uuid(),
      bank: z.strictObject({ name: z.string(), nameEn: z.string() }),
      enterprise: z.string(),
      reason: z.enum(erasureReasons),
      dueAt: z.date(),
      daysLate: z.int(),
    }),
  ),
});
export type ErasureOverview = z.infer<typeof ErasureOverview>;
