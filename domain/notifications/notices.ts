import { z } from "zod";
import { unusualReasons } from "@/domain/consents/unusual";

export const UseOfConsentsInput = z.strictObject({ consentIds: z.array(z.uuid()).max(200) });
export type UseOfConsentsInput = z.infer<typeof UseOfConsentsInput>;

/** How a recipient has used one consent, and what of the last 30 days is unusual. */
export const UseOfConsent = z.strictObject({
  consentId: z.uuid(),
  lastLookAt: z.date().nullable(),
  daysSinceLastLook: z.number().int().nullable(),
  recentLooks: z.number().int(),
  unusual: z.array(
    z.strictObject({
      reason: z.enum(unusualReasons),
      on: z.iso.date(),
      count: z.number().int(),
      against: z.number().int().nullable(),
    }),
  ),
});
export type UseOfConsent = z.infer<typeof UseOfConsent>;

/** In the order in which they are shown: what lapses by itself comes first. */
export const taskKinds = [
  "cosign",
  "ask",
  "renew",
  "answer",
  "offer",
  "release",
  "unusual",
  "ending",
] as const;
export type TaskKind = (typeof taskKinds)[number];

/** Something that waits for this enterprise. */
export const Task = z.strictObject({
  kind: z.enum(taskKinds),
  /** The consent, ask or application it is about. */
  subjectId: z.uuid(),
  bank: z.strictObject({ name: z.string(), nameEn: z.string() }).nullable(),
  /** Until when something can be done; of unusual use, the day it was. */
  at: z.date(),
});
export type Task = z.infer<typeof Task>;

/** So many days unusual use stays among the things to do. */
export const unusualTaskDays = 7;
