import { z } from "zod";
import { RegisteredQuestion } from "@/domain/predicates/schema";
import { granularities, itemCodes } from "@/domain/sources/catalogue";

const Coverage = z.strictObject({ present: z.number().int(), expected: z.number().int() });
const Period = z.strictObject({ from: z.string(), to: z.string() });

/** The view model of `profileOf`: what a recipient sees, and nothing beside it. */
export const ProfileView = z.strictObject({
  sections: z.array(
    z.strictObject({
      item: z.enum(itemCodes),
      granularities: z.array(z.enum(granularities)),
      asOf: z.string().nullable(),
      columns: z.array(z.strictObject({ key: z.string(), unit: z.string() })),
      rows: z.array(z.record(z.string(), z.union([z.bigint(), z.number(), z.string(), z.null()]))),
      /** Months of the rows that are disputed at the agency. */
      disputedMonths: z.array(z.string()),
      indicators: z.array(
        z.strictObject({
          code: z.string(),
          value: z.union([z.bigint(), z.number(), z.string(), z.boolean(), z.null()]),
          asOf: z.string(),
          coverage: Coverage,
          isDisputed: z.literal(true).exactOptional(),
        }),
      ),
      bands: z.array(
        z.strictObject({
          code: z.string(),
          band: z
            .strictObject({ from: z.number().nullable(), to: z.number().nullable() })
            .nullable(),
          flag: z.boolean().nullable(),
          asOf: z.string(),
          coverage: Coverage,
          isDisputed: z.literal(true).exactOptional(),
        }),
      ),
      answers: z.array(
        z.strictObject({
          question: z.string(),
          answer: z.enum(["yes", "no", "unknown"]),
          period: Period,
          asOf: z.string(),
        }),
      ),
      questions: z.array(RegisteredQuestion.omit({ item: true })),
      invoices: z.array(
        z.strictObject({
          number: z.string(),
          on: z.string(),
          direction: z.enum(["issued", "received"]),
          counterparty: z.string(),
          amount: z.bigint(),
          tax: z.bigint(),
          total: z.bigint(),
          state: z.enum(["valid", "void"]),
        }),
      ),
    }),
  ),
});
export type ProfileView = z.infer<typeof ProfileView>;

/** What the bank would see under the product's items, shown to the enterprise before it signs. */
export const PreviewProfileInput = z.strictObject({ applicationId: z.uuid() });
export type PreviewProfileInput = z.infer<typeof PreviewProfileInput>;

export const ProfilePreview = z.strictObject({
  profile: ProfileView,
  /** Items whose agency did not answer just now; they will be asked again after signing. */
  unreachable: z.array(z.enum(itemCodes)),
  /** Items of the product that stay off unless the enterprise switches them on. */
  optional: z.array(
    z.strictObject({ item: z.enum(itemCodes), granularity: z.enum(granularities) }),
  ),
});
export type ProfilePreview = z.infer<typeof ProfilePreview>;

export const ReadProfileInput = z.strictObject({ applicationId: z.uuid() });
export type ReadProfileInput = z.infer<typeof ReadProfileInput>;

export const ReadUnderConsentInput = z.strictObject({ consentId: z.uuid() });
export type ReadUnderConsentInput = z.infer<typeof ReadUnderConsentInput>;

export const ReadProfile = z.strictObject({
  profile: ProfileView,
  consentId: z.uuid(),
  readAt: z.date(),
  dataAsOf: z.date().nullable(),
  validTo: z.date(),
});
export type ReadProfile = z.infer<typeof ReadProfile>;
