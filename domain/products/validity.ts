import type { Day } from "@/domain/shared/calendar";
import type { ProductStatus } from "./lifecycle";
import type { ProductContent } from "./schema";

export type Validity = Pick<ProductContent, "validFrom" | "validTo">;

/** Whether a version can be applied for on a day, both ends included. */
export function isValidOn({ validFrom, validTo }: Validity, day: Day): boolean {
  return (!validFrom || validFrom <= day) && (!validTo || day <= validTo);
}

/** Where a product stands on a day: what is published can be applied for only while it is valid. */
export function standingOn(
  status: ProductStatus,
  validity: Validity,
  day: Day,
): ProductStatus | "notYet" | "over" {
  if (status !== "published" || isValidOn(validity, day)) return status;
  return validity.validTo && validity.validTo < day ? "over" : "notYet";
}
