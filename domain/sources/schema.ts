import { z } from "zod";
import { agencyCodes, itemCodes, supplyModes } from "./catalogue";
import { fetchStatuses } from "./lifecycle";

const Text = z.strictObject({ zh: z.string(), en: z.string() });

/** One agency and what it holds about the firm. */
export const SourceView = z.strictObject({
  agency: z.enum(agencyCodes),
  name: Text,
  /** False when the agency's node did not answer: what it holds is not known now. */
  isReachable: z.boolean(),
  items: z.array(
    z.strictObject({
      code: z.enum(itemCodes),
      name: Text,
      description: Text,
      mode: z.enum(supplyModes),
      /** Null: not known because the node did not answer. */
      records: z.number().int().nullable(),
      from: z.string().nullable(),
      to: z.string().nullable(),
    }),
  ),
});
export type SourceView = z.infer<typeof SourceView>;

export const FetchView = z.strictObject({
  id: z.uuid(),
  consentId: z.uuid(),
  item: z.enum(itemCodes),
  status: z.enum(fetchStatuses),
  reason: z.string().nullable(),
  requestedAt: z.date(),
  answeredAt: z.date().nullable(),
});
export type FetchView = z.infer<typeof FetchView>;

export const ListFetchesInput = z.strictObject({ consentId: z.uuid() });
export type ListFetchesInput = z.infer<typeof ListFetchesInput>;

/** What may still be fetched again under a consent. */
export const RefreshView = z.strictObject({
  /** Times the agency asked most often has been asked, and how often the consent allows. */
  made: z.int(),
  most: z.int(),
  canRefresh: z.boolean(),
  /** Agencies that have not answered yet. */
  pending: z.int(),
  /** Items whose agency did not answer when it was last asked. */
  failed: z.array(z.enum(itemCodes)),
  lastAnsweredAt: z.date().nullable(),
});
export type RefreshView = z.infer<typeof RefreshView>;

/** How many agencies are asked again. */
export const RefreshedView = z.strictObject({ queued: z.int() });
export type RefreshedView = z.infer<typeof RefreshedView>;
