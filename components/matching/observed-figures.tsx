import { useTranslations } from "next-intl";
import { Count, Day, Rate, Share } from "@/components/format/values";
import { Details } from "@/components/ui/details";
import type { MatchView } from "@/domain/matching/views";

/** What became of similar firms' applications: approved, how fast, at which rate; each with its base. */
export function ObservedFigures({ match }: { match: MatchView }) {
  const t = useTranslations("needs.observed");
  const { observed, price } = match;
  if (!observed) return <p className="text-sm text-ink-soft">{t("none")}</p>;
  const { decided, enterprises, share, interval, granted, cohort, from, to } = observed;
  return (
    <Details
      summary={
        <>
          {t("approved")} <Share share={share} /> {t("of", { decided })}
        </>
      }
    >
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-sm">
        <dt className="text-ink-soft">{t("interval")}</dt>
        <dd className="text-end">
          <Share share={interval.low} />–<Share share={interval.high} />
        </dd>
        <dt className="text-ink-soft">{t("base")}</dt>
        <dd className="text-end">{t("baseOf", { decided, enterprises })}</dd>
        {observed.rateMedian !== null && (
          <>
            <dt className="text-ink-soft">{t("granted")}</dt>
            <dd className="text-end">
              <Rate basisPoints={observed.rateMedian} />
              {observed.rateLow !== null && observed.rateHigh !== null && (
                <>
                  {" "}
                  (<Rate basisPoints={observed.rateLow} />–
                  <Rate basisPoints={observed.rateHigh} />)
                </>
              )}
              <span className="block text-ink-soft">
                {t("loans")} <Count count={granted} />
              </span>
            </dd>
          </>
        )}
        {price && (
          <>
            <dt className="text-ink-soft">{t("advertised")}</dt>
            <dd className="text-end">
              <Rate basisPoints={price.nominalFrom} />–<Rate basisPoints={price.nominalTo} />
            </dd>
          </>
        )}
      </dl>
      <p className="mt-2 text-sm text-ink-soft">
        {t(`cohort.${cohort}`)} {t("definition")} <Day day={from} />–<Day day={to} />
      </p>
    </Details>
  );
}
