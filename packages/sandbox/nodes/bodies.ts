import { z } from "zod";
import { parseMonth } from "../city/calendar";

const Uscc = z.string().regex(/^[0-9A-HJ-NPQRTUWXY]{18}$/);
const Month = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
  .transform(parseMonth);
const Item = z.string().regex(/^[a-z_]{1,40}$/);
const Call = z.uuid();

export const HoldingsBody = z.strictObject({ uscc: Uscc, call: Call });

export const QueryBody = z
  .strictObject({
    uscc: Uscc,
    item: Item,
    granularity: z.enum(["monthly", "raw"]),
    from: Month,
    to: Month,
    call: Call,
    cursor: z
      .string()
      .regex(/^\d{1,9}$/)
      .optional(),
  })
  .refine(({ from, to }) => from <= to);

export const PredicateBody = z.strictObject({
  uscc: Uscc,
  item: Item,
  question: z.string().min(1).max(60),
  call: Call,
});

export const PersonBody = z.strictObject({
  uscc: Uscc,
  name: z.string().min(1).max(60),
  idNumber: z.string().min(1).max(30),
});

export const FaultBody = z.strictObject({
  agency: z.string(),
  mode: z.enum(["ok", "slow", "down", "garbage", "wrong_enterprise"]),
});
export type FaultMode = z.infer<typeof FaultBody>["mode"];

/** `month` is null for items without months; `patch` null takes the change back. */
export const OverlayBody = z.strictObject({
  uscc: Uscc,
  item: Item,
  month: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
    .nullable(),
  patch: z.record(z.string(), z.json()).nullable(),
});
