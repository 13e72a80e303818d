import { useLocale, useTranslations } from "next-intl";
import { formatDuration } from "@/components/format/count";
import { formatRate } from "@/components/format/rate";
import type { PrepaymentTerms } from "@/domain/loans/convention";

/** What a product or an offer says of paying early, in a sentence. */
export function usePrepaymentText() {
  const t = useTranslations("calculator.prepayment");
  const locale = useLocale();
  return (terms: PrepaymentTerms | undefined): string => {
    if (!terms) return t("unsaid");
    const { isAllowed, feeBasisPoints, freeAfterMonths } = terms;
    if (!isAllowed) return t("notAllowed");
    if (!feeBasisPoints) return t("free");
    const share = formatRate(feeBasisPoints, locale);
    return freeAfterMonths
      ? t("feeAtFirst", { share, months: formatDuration(freeAfterMonths, locale) })
      : t("fee", { share });
  };
}

export const PrepaymentText = ({ terms }: { terms: PrepaymentTerms | undefined }) =>
  usePrepaymentText()(terms);
