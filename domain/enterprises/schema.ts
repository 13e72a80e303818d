import { z } from "zod";
import { itemCodes } from "@/domain/sources/catalogue";
import { enterpriseStatuses, sizeClasses } from "./enterprise";

const PublicRecordView = z.strictObject({
  item: z.enum(itemCodes),
  reference: z.string(),
  content: z.record(z.string(), z.unknown()),
  asOf: z.date(),
});

/** What the registry says about the firm: public, and the same for everyone. */
export const EnterpriseView = z.strictObject({
  id: z.uuid(),
  uscc: z.string(),
  name: z.string(),
  legalRepresentative: z.string(),
  establishedOn: z.string().nullable(),
  industry: z.string().nullable(),
  district: z.string().nullable(),
  address: z.string().nullable(),
  ownership: z.string().nullable(),
  registeredCapital: z.bigint().nullable(),
  employees: z.number().int().nullable(),
  size: z.enum(sizeClasses).nullable(),
  status: z.enum(enterpriseStatuses),
  asOf: z.date(),
  records: z.array(PublicRecordView),
});
export type EnterpriseView = z.infer<typeof EnterpriseView>;
