import { useLocale, useTranslations } from "next-intl";
import { formatAmount } from "@/components/format/amount";
import { formatCount } from "@/components/format/count";
import { formatRate } from "@/components/format/rate";
import type { ProductProblem } from "@/domain/products/coherence";

const amounts = ["amountMin", "amountMax", "amount", "instalmentMultiple"];
const rates = ["basisPoints", "feeBasisPoints"];

/** What is wrong in words; with a limit, which number is the last that is right. */
export function useProblemText() {
  const t = useTranslations("errors");
  const locale = useLocale();
  const shown = (limit: number, of: string) => {
    if (amounts.includes(of)) return formatAmount(BigInt(limit), locale);
    return rates.includes(of) ? formatRate(limit, locale) : formatCount(limit, locale);
  };
  return ({ path, reason, limit }: ProductProblem): string => {
    const bounded = `${reason}_limit`;
    if (limit !== undefined && t.has(bounded))
      return t(bounded, { limit: shown(limit, String(path.at(-1))) });
    return t.has(reason) ? t(reason) : t("invalid");
  };
}
