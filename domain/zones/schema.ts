import { z } from "zod";
import { ObservedProductView } from "@/domain/products/views";
import { isText } from "@/domain/shared/text";

/** A zone's name in its address: small letters, digits and dashes. */
const ZoneCode = z.string().regex(/^[a-z0-9-]{3,40}$/, { error: "zone_code_shape" });
const said = (most: number) =>
  z
    .string()
    .trim()
    .min(1, { error: "text_missing" })
    .max(most, { error: "text_too_long" })
    .refine(isText);
/** How often it was changed; the database counts in 32 bits. */
const Revision = z.int().positive().max(2_147_483_646);
const Texts = (zh: number, en: number) => z.strictObject({ zh: said(zh), en: said(en) });

/** `revision` is the one that was edited, null for a new zone; `products` in the order of the shelf. */
export const SaveZoneInput = z.strictObject({
  code: ZoneCode,
  revision: Revision.nullable(),
  name: Texts(20, 40),
  summary: Texts(200, 400),
  position: z
    .int({ error: "position_range" })
    .min(1, { error: "position_range" })
    .max(99, { error: "position_range" }),
  products: z
    .array(z.uuid())
    .max(60, { error: "zone_too_long" })
    .refine((ids) => new Set(ids).size === ids.length, { error: "product_twice" }),
});
export type SaveZoneInput = z.infer<typeof SaveZoneInput>;

export const PublishZoneInput = z.strictObject({
  code: ZoneCode,
  revision: Revision,
  isPublished: z.boolean(),
});
export type PublishZoneInput = z.infer<typeof PublishZoneInput>;

export const ZoneCodeInput = z.strictObject({ code: ZoneCode });
export type ZoneCodeInput = z.infer<typeof ZoneCodeInput>;

const ZoneTexts = {
  code: z.string(),
  name: z.strictObject({ zh: z.string(), en: z.string() }),
  summary: z.strictObject({ zh: z.string(), en: z.string() }),
};

/** A published zone with how many products stand in it today. */
export const ZoneSummary = z.strictObject({ ...ZoneTexts, products: z.int() });
export type ZoneSummary = z.infer<typeof ZoneSummary>;

export const ZoneView = z.strictObject({ ...ZoneTexts, products: z.array(ObservedProductView) });
export type ZoneView = z.infer<typeof ZoneView>;

/** A zone as the office edits it; a product that was withdrawn stays in its place until it is taken out. */
export const EditedZone = z.strictObject({
  ...ZoneTexts,
  position: z.int(),
  isPublished: z.boolean(),
  revision: z.int(),
  updatedAt: z.date(),
  products: z.array(
    z.strictObject({
      id: z.uuid(),
      name: z.strictObject({ zh: z.string(), en: z.string() }),
      bank: z.strictObject({ name: z.string(), nameEn: z.string() }),
      isOnOffer: z.boolean(),
    }),
  ),
});
export type EditedZone = z.infer<typeof EditedZone>;

export const ZoneRevision = z.strictObject({ code: z.string(), revision: z.int() });
