import { z } from "zod";
import { applicationStatuses } from "@/domain/applications/lifecycle";
import { loanStatuses } from "@/domain/loans/lifecycle";
import { offerStatuses } from "@/domain/offers/lifecycle";
import { DayText } from "@/domain/shared/calendar";
import { noticeLanguages } from "@/domain/shared/languages";
import { granularities, itemCodes } from "@/domain/sources/catalogue";
import { purposes, readUnits } from "./lifecycle";
import { ScopedItem } from "./schema";

/** Takes something away from a consent: items, the oldest months, the last days, reads. */
export const NarrowConsentInput = z.strictObject({
  consentId: z.uuid(),
  drops: z.array(ScopedItem).max(64),
  /** Nothing from before this day any more, of any item. */
  dataFrom: DayText.optional(),
  /** The last day on which it is valid. */
  until: DayText.optional(),
  maxReads: z.number().int().min(1).max(1_000_000).optional(),
});
export type NarrowConsentInput = z.infer<typeof NarrowConsentInput>;

/** Puts a wider text in the place of one that is alive; it is nothing until it is signed. */
export const ReviseConsentInput = z.strictObject({
  id: z.uuid(),
  consentId: z.uuid(),
  language: z.enum(noticeLanguages),
  add: z.array(ScopedItem).max(20),
  /** The last day on which it would be valid; the old text's when left out. */
  until: DayText.optional(),
});
export type ReviseConsentInput = z.infer<typeof ReviseConsentInput>;

const plannedActs = ["revoke", "pause", "narrow", "relinquish"] as const;
export type PlannedAct = (typeof plannedActs)[number];

export const GetConsequencesInput = z.strictObject({
  consentId: z.uuid(),
  action: z.enum(plannedActs).optional(),
  drops: z.array(ScopedItem).max(64).optional(),
});
export type GetConsequencesInput = z.infer<typeof GetConsequencesInput>;

/** What an act will do to a consent's dealings, told before it is done. */
export const ConsentConsequences = z.strictObject({
  consentId: z.uuid(),
  action: z.enum(plannedActs),
  purpose: z.enum(purposes),
  /** Whether there is anything to act on. */
  isLive: z.boolean(),
  applications: z.array(
    z.strictObject({
      id: z.uuid(),
      bank: z.string(),
      bankEn: z.string(),
      status: z.enum(applicationStatuses),
      /** It stands still until there is another consent. */
      isStopped: z.boolean(),
    }),
  ),
  offers: z.array(
    z.strictObject({
      id: z.uuid(),
      bank: z.string(),
      bankEn: z.string(),
      status: z.enum(offerStatuses),
    }),
  ),
  loans: z.array(
    z.strictObject({
      id: z.uuid(),
      bank: z.string(),
      bankEn: z.string(),
      status: z.enum(loanStatuses),
    }),
  ),
  losesMatches: z.boolean(),
  /** What the recipient says it cannot do without, among what would be dropped. */
  missing: z.array(ScopedItem),
  /** How soon the recipient must delete what it read; null: this act begins no such duty. */
  deletion: z.strictObject({ days: z.number().int(), demandedDays: z.number().int() }).nullable(),
});
export type ConsentConsequences = z.infer<typeof ConsentConsequences>;

export const ChangedConsent = z.strictObject({ consentId: z.uuid(), at: z.date() });

const change = z.enum(["widened", "narrowed", "same"]);
const period = z.strictObject({ from: z.iso.date(), to: z.iso.date() }).nullable();
const rate = z.strictObject({ unit: z.enum(readUnits), count: z.number().int() }).nullable();

/** What a text that waits for a signature gives that the one before it did not, and the other way round. */
export const ConsentComparison = z.strictObject({
  /** Null: there is nothing before it. */
  before: z.strictObject({ id: z.uuid(), revision: z.number().int() }).nullable(),
  differences: z.array(
    z.discriminatedUnion("about", [
      z.strictObject({
        about: z.literal("item"),
        item: z.enum(itemCodes),
        granularity: z.enum(granularities),
        change,
        before: period,
        after: period,
      }),
      z.strictObject({ about: z.literal("validity"), change, before: z.date(), after: z.date() }),
      z.strictObject({
        about: z.enum(["reads", "fetches", "dataLife"]),
        change,
        before: z.number().int(),
        after: z.number().int(),
      }),
      z.strictObject({ about: z.literal("readsPer"), change, before: rate, after: rate }),
    ]),
  ),
});
export type ConsentComparison = z.infer<typeof ConsentComparison>;

export const GetRevisionRoomInput = z.strictObject({
  consentId: z.uuid(),
  language: z.enum(noticeLanguages),
});
export type GetRevisionRoomInput = z.infer<typeof GetRevisionRoomInput>;

/** What may still be added to a consent by revising it, and until when it may last. */
export const RevisionRoom = z.strictObject({
  items: z.array(
    z.strictObject({
      item: z.enum(itemCodes),
      granularity: z.enum(granularities),
      why: z.string(),
    }),
  ),
  lastDay: z.iso.date(),
});
export type RevisionRoom = z.infer<typeof RevisionRoom>;
