import { useLocale, useTranslations } from "next-intl";
import { formatDay } from "@/components/format/day";
import { Status } from "@/components/ui/status";
import type { ProductStatus } from "@/domain/products/lifecycle";
import { standingOn, type Validity } from "@/domain/products/validity";

const tones = {
  draft: "neutral",
  published: "good",
  notYet: "waiting",
  over: "refused",
  withdrawn: "neutral",
} as const;

/** Whether a product can be applied for today; where its validity says no, since or from when. */
export function ShelfStatus({
  status,
  validity,
  today,
}: {
  status: ProductStatus;
  validity: Validity;
  today: string;
}) {
  const t = useTranslations("states.product");
  const locale = useLocale();
  const standing = standingOn(status, validity, today);
  const day = (standing === "over" ? validity.validTo : validity.validFrom) ?? "";
  return (
    <Status tone={tones[standing]}>
      {standing === "over" || standing === "notYet"
        ? t(standing, { day: formatDay(day, locale) })
        : t(standing)}
    </Status>
  );
}
