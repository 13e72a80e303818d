import { useTranslations } from "next-intl";
import { presetOf, type RankingWeights } from "@/domain/matching/weights";

/** Weights in words: a preset by its name, others by their shares. */
export function WeightsText({ weights }: { weights: RankingWeights }) {
  const t = useTranslations("needs.ranking");
  const preset = presetOf(weights);
  return <span>{preset ? t(`preset.${preset}`) : t("shares", weights)}</span>;
}
