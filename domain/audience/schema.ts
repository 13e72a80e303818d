import { z } from "zod";
import { sizeClasses } from "@/domain/enterprises/enterprise";
import { Rule } from "@/domain/products/rule";
import { MonthText } from "@/domain/shared/calendar";

/** How many enterprises, and never closer: lower bounds included, upper ones not; the last has none. */
export const audienceBands = [
  "under_10",
  "10_50",
  "50_100",
  "100_500",
  "500_1000",
  "1000_5000",
  "5000_",
] as const;
export const AudienceBand = z.enum(audienceBands);
export type AudienceBand = z.infer<typeof AudienceBand>;

/** Questions a bank has a day; the same one again costs nothing. Counted by the gate. */
export const audienceBudget = 100;

export const AskAudienceInput = z.strictObject({
  rule: Rule,
  /** District codes lent in; none is anywhere. */
  regions: z.array(z.string().regex(/^\d{6}$/)).max(60),
});
export type AskAudienceInput = z.infer<typeof AskAudienceInput>;

const Reached = z.strictObject({ eligible: AudienceBand, unknown: AudienceBand });
const cutBy = <T extends z.ZodType<string>>(key: T) =>
  z.array(
    z.strictObject({
      /** Null: all groups too small to be told, together. Empty: what the registry does not say. */
      key: key.nullable(),
      ...Reached.shape,
    }),
  );

/** Whom a rule reaches, in bands. `unknown`: enterprises about which too little may be known. */
export const AudienceView = z.strictObject({
  total: Reached,
  districts: cutBy(z.string().max(6)),
  sections: cutBy(z.string().max(1)),
  sizes: cutBy(z.enum([...sizeClasses, ""])),
  /** How many each condition at the top of the rule excludes all by itself, most first. */
  excludes: z.array(
    z.strictObject({
      /** Where it stands in the rule, from nought; null: the places lent in. */
      condition: z.number().int().nonnegative().nullable(),
      band: AudienceBand,
    }),
  ),
  /** The month the facts are of. */
  month: MonthText,
  asked: z.number().int().nonnegative(),
  budget: z.number().int().positive(),
});
export type AudienceView = z.infer<typeof AudienceView>;
