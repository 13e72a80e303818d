import { z } from "zod";
import { ConsentView } from "@/domain/consents/schema";
import { ProfileView } from "@/domain/profiles/schema";
import { itemCodes } from "@/domain/sources/catalogue";
import { reportGranularities } from "./content";

export const MakeReportInput = z.strictObject({
  /** Made by the form, so that a second press is the same report. */
  id: z.uuid(),
  items: z
    .array(z.strictObject({ item: z.enum(itemCodes), granularity: z.enum(reportGranularities) }))
    .min(1, { error: "nothing_chosen" })
    .max(20),
});
export type MakeReportInput = z.infer<typeof MakeReportInput>;

export const ReportIdInput = z.strictObject({ reportId: z.uuid() });
export type ReportIdInput = z.infer<typeof ReportIdInput>;

export const ShareReportInput = z.strictObject({
  /** Of the consent that is put before the enterprise. */
  id: z.uuid(),
  reportId: z.uuid(),
  bankId: z.uuid(),
  language: z.enum(["zh-CN", "en"]),
});
export type ShareReportInput = z.infer<typeof ShareReportInput>;

export const ReadSharedReportInput = z.strictObject({
  number: z.string().regex(/^XYD-[0-9]{8}-[0-9A-Z]{8}$/),
});
export type ReadSharedReportInput = z.infer<typeof ReadSharedReportInput>;

export const ReportRow = z.strictObject({
  id: z.uuid(),
  number: z.string(),
  enterpriseId: z.uuid(),
  scopes: z.array(z.string()),
  dataFrom: z.iso.date(),
  dataTo: z.iso.date(),
  contentHash: z.string(),
  createdAt: z.date(),
});
export type ReportRow = z.infer<typeof ReportRow>;

export const ReportView = ReportRow.extend({
  attestation: z.string(),
  shares: z.array(
    z.strictObject({
      consentId: z.uuid(),
      recipient: z.strictObject({ name: z.string(), nameEn: z.string() }),
      status: ConsentView.shape.status,
      validTo: z.date(),
      readsUsed: z.int(),
    }),
  ),
  /** Whom it can be shared with: the connected institutions. */
  institutions: z.array(z.strictObject({ id: z.uuid(), name: z.string(), nameEn: z.string() })),
});
export type ReportView = z.infer<typeof ReportView>;

/** The report as a file: what it says, and the platform's statement about it. */
export const ReportFile = z.strictObject({
  content: z.strictObject({
    version: z.literal(1),
    kind: z.literal("report"),
    number: z.string(),
    enterprise: z.strictObject({ uscc: z.string(), name: z.string() }),
    scopes: z.array(z.string()),
    period: z.strictObject({ from: z.iso.date(), to: z.iso.date() }),
    at: z.string(),
    facts: z.array(z.strictObject({ scope: z.string(), period: z.string(), content: z.json() })),
    unreachable: z.array(z.enum(itemCodes)),
  }),
  attestation: z.string(),
});
export type ReportFile = z.infer<typeof ReportFile>;

export const SharedReport = z.strictObject({
  number: z.string(),
  enterprise: z.strictObject({ uscc: z.string(), name: z.string() }),
  at: z.date(),
  period: z.strictObject({ from: z.iso.date(), to: z.iso.date() }),
  unreachable: z.array(z.enum(itemCodes)),
  profile: ProfileView,
  contentHash: z.string(),
  attestation: z.string(),
  consentId: z.uuid(),
});
export type SharedReport = z.infer<typeof SharedReport>;
