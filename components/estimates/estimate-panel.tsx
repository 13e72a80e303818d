import { useLocale, useTranslations } from "next-intl";
import { formatAmount, formatAmountRange, formatExactAmount } from "@/components/format/amount";
import { formatCount, formatDuration } from "@/components/format/count";
import { formatDay } from "@/components/format/day";
import { midSentence } from "@/components/format/mid-sentence";
import { formatRate, formatShare } from "@/components/format/rate";
import { splitUnit } from "@/components/oversight/figure-text";
import { Figure } from "@/components/ui/figure";
import { findSection } from "@/domain/enterprises/industry";
import type { AmountView, ChanceView, EstimateView } from "@/domain/estimates/schema";
import type { Cohort } from "@/domain/matching/observed";

/** Who is compared with, in words: trade and size as far as the cohort shares them. */
function useCohortText() {
  const t = useTranslations("estimates.cohort");
  const sizes = useTranslations("enterprises.sizes");
  const locale = useLocale();
  return ({ industrySection, size }: Cohort) => {
    const section = industrySection === null ? null : findSection(industrySection);
    if (size === null) return t("all");
    const named = sizes(size).toLocaleLowerCase(locale);
    if (!section) return t("size", { size: named });
    return t("sectionAndSize", {
      size: named,
      section: locale === "en" ? midSentence(section.en, locale) : section.zh,
    });
  };
}

/** Whether and about how much: what became of similar firms, never a promise. */
export function EstimatePanel({ estimate }: { estimate: EstimateView }) {
  const t = useTranslations("estimates");
  const locale = useLocale();
  const { chance, granted, firm } = estimate;
  if (!chance) return <p className="text-ink-soft">{t("none")}</p>;
  const isWider =
    chance.cohort !== "section_and_size" && (firm.industrySection !== null || firm.size !== null);
  return (
    <div className="grid gap-4">
      {isWider && <p className="text-sm text-ochre">{t(`wider.${chance.cohort}`)}</p>}
      <Chance chance={chance} />
      {granted ? (
        <Granted granted={granted} estimate={estimate} />
      ) : (
        <p className="text-sm text-ink-soft">{t("noAmounts")}</p>
      )}
      <p className="measure text-sm text-ink-soft">
        {t("notAPromise", {
          from: formatDay(estimate.from ?? "", locale),
          to: formatDay(estimate.to ?? "", locale),
        })}
      </p>
    </div>
  );
}

function Chance({ chance }: { chance: ChanceView }) {
  const t = useTranslations("estimates.chance");
  const locale = useLocale();
  const who = useCohortText();
  return (
    <div>
      <Figure
        size="large"
        label={t("label")}
        {...splitUnit(formatShare(chance.share, locale))}
        definition={t("definition")}
      />
      <p className="measure mt-1">
        {t("text", {
          who: who(chance),
          decided: formatCount(chance.decided, locale),
          enterprises: formatCount(chance.enterprises, locale),
          low: formatShare(chance.interval.low, locale),
          high: formatShare(chance.interval.high, locale),
        })}
      </p>
    </div>
  );
}

function Granted({ granted, estimate }: { granted: AmountView; estimate: EstimateView }) {
  const t = useTranslations("estimates.granted");
  const locale = useLocale();
  const who = useCohortText();
  const { amounts, within, rates, interest } = granted;
  const { amount, termMonths, chance } = estimate;
  const money = (fen: bigint) => formatAmount(fen, locale);
  const asked = amount === null ? null : money(amount);
  return (
    <div>
      <Figure
        size="large"
        label={t("label")}
        value={formatAmountRange(amounts.low, amounts.high, locale).join("")}
        definition={t("definition")}
      />
      <p className="measure mt-1">
        {t("text", { granted: granted.granted, median: money(amounts.median) })}
        {granted.cohort !== chance?.cohort && <> {t("wider", { who: who(granted) })}</>}
      </p>
      {asked !== null && within && amount !== null && (
        <p className="measure mt-1">
          {within.high < amount
            ? t("less", { asked, high: money(within.high) })
            : within.low === amount
              ? t("enough", { asked })
              : t("within", { asked, low: money(within.low), high: money(within.high) })}
        </p>
      )}
      <p className="measure mt-1 text-ink-soft">
        {t("rates", {
          low: formatRate(rates.low, locale),
          high: formatRate(rates.high, locale),
        })}
        {asked !== null && interest && termMonths !== null && (
          <>
            {" "}
            {t("interest", {
              asked,
              months: formatDuration(termMonths, locale),
              low: formatExactAmount(interest.low, locale),
              high: formatExactAmount(interest.high, locale),
            })}
          </>
        )}
      </p>
    </div>
  );
}
