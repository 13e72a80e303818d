import { useTranslations } from "next-intl";
import type { BankConsentView } from "@/domain/consents/bank-schema";

/** How many looks of how many, in the unit the consent counts in. */
export function ConsentReads({
  consent: { readsPerUnit, readsPerCount, readsInUnit, readsUsed },
}: {
  consent: BankConsentView;
}) {
  const t = useTranslations("asks.held");
  return (
    <span className="figures">
      {readsPerUnit && readsPerCount
        ? t(`readsOf.${readsPerUnit}`, { used: readsInUnit, most: readsPerCount })
        : t("readsAll", { used: readsUsed })}
    </span>
  );
}
