import { useLocale, useTranslations } from "next-intl";
import { formatAmount } from "@/components/format/amount";
import { formatDuration } from "@/components/format/count";
import { midSentence } from "@/components/format/mid-sentence";
import type { Tone } from "@/components/ui/status";
import type { NeedStatus } from "@/domain/needs/lifecycle";
import type { NeedView } from "@/domain/needs/schema";

/** 50.00 万元，12 个月，日常周转. */
function useNeedTitle() {
  const t = useTranslations("needs");
  const states = useTranslations("states");
  const locale = useLocale();
  return (need: Pick<NeedView, "amount" | "termMonths" | "purpose">) =>
    t("summary", {
      amount: formatAmount(need.amount, locale),
      term: formatDuration(need.termMonths, locale),
      purpose: midSentence(states(`needPurpose.${need.purpose}`), locale),
    });
}

export function NeedTitle({ need }: { need: Pick<NeedView, "amount" | "termMonths" | "purpose"> }) {
  // A line breaks after a comma, never between a number and its unit.
  return <span className="break-keep">{useNeedTitle()(need)}</span>;
}

export const needTones: Record<NeedStatus, Tone> = {
  draft: "neutral",
  matching: "waiting",
  matched: "neutral",
  in_market: "waiting",
  offer_selected: "good",
  funded: "good",
  unfunded: "refused",
  withdrawn: "neutral",
  expired: "neutral",
};
