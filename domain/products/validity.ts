import type { Day } from "@/domain/shared/calendar";
import type { ProductContent } from "./schema";

type Validity = Pick<ProductContent, "validFrom" | "validTo">;

/** Whether a version can be applied for on a day, both ends included. */
export function isValidOn({ validFrom, validTo }: Validity, day: Day): boolean {
  return (!validFrom || validFrom <= day) && (!validTo || day <= validTo);
}
