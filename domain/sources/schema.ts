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
