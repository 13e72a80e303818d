import { useLocale, useTranslations } from "next-intl";
import { formatCount } from "@/components/format/count";
import { formatDay } from "@/components/format/day";
import { formatRate, formatShare } from "@/components/format/rate";
import { Figure } from "@/components/ui/figure";
import type { Observed } from "@/domain/matching/observed";

type Props = {
  /** Null: fewer than ten firms, so nothing is shown. */
  observed: Observed | null;
  promisedWorkingDays: number;
  /** Nominal, basis points. */
  advertised: { from: number; to: number };
};

const range = (from: string, to: string) => (from === to ? from : `${from}–${to}`);

/** The numbers as words, for a line and for the figures. */
function useObservedTexts({ observed, promisedWorkingDays, advertised }: Props) {
  const t = useTranslations("observed");
  const locale = useLocale();
  if (!observed) return null;
  const { share, interval, decided, enterprises, daysMedian, rateMedian, granted } = observed;
  return {
    days: daysMedian === null ? null : t("days.value", { days: daysMedian }),
    promised: t("days.promised", { days: promisedWorkingDays }),
    share: formatShare(share, locale),
    interval: t("share.interval", {
      interval: range(formatShare(interval.low, locale), formatShare(interval.high, locale)),
    }),
    of: t("share.of", { decided }),
    base: t("share.base", { decided: formatCount(decided, locale), enterprises }),
    rate: rateMedian === null ? null : formatRate(rateMedian, locale),
    half:
      observed.rateLow === null || observed.rateHigh === null
        ? null
        : t("rate.half", {
            range: range(
              formatRate(observed.rateLow, locale),
              formatRate(observed.rateHigh, locale),
            ),
            granted,
          }),
    advertised: t("rate.advertised", {
      range: range(formatRate(advertised.from, locale), formatRate(advertised.to, locale)),
    }),
    period: t("period", {
      from: formatDay(observed.from, locale),
      to: formatDay(observed.to, locale),
    }),
  };
}

/** On a card: what became of those who applied, in a line. */
export function ObservedLine(props: Props) {
  const t = useTranslations("observed");
  const texts = useObservedTexts(props);
  if (!texts) return <p className="text-sm text-ink-faint">{t("none")}</p>;
  return (
    <p className="figures flex flex-wrap gap-x-5 text-sm">
      {texts.days && (
        <span>
          {t("days.label")} {texts.days}
        </span>
      )}
      <span>
        {t("share.label")} {texts.share}{" "}
        <span className="text-ink-soft">
          {t("share.basis", { of: texts.of, interval: texts.interval })}
        </span>
      </span>
      {texts.rate && (
        <span>
          {t("rate.label")} {texts.rate}
        </span>
      )}
    </p>
  );
}

/** Three figures with what was promised or advertised beside them, and how each is counted. */
export function ObservedFigures(props: Props) {
  const t = useTranslations("observed");
  const texts = useObservedTexts(props);
  if (!texts) return <p className="text-ink-soft">{t("none")}</p>;
  return (
    <div className="grid gap-3">
      <div className="grid gap-6 sm:grid-cols-3">
        <div>
          <Figure
            label={t("days.label")}
            value={texts.days ?? <Withheld />}
            definition={t("days.definition")}
          />
          <Notes of={[texts.promised]} />
        </div>
        <div>
          <Figure label={t("share.label")} value={texts.share} definition={t("share.definition")} />
          <Notes of={[texts.interval, texts.base]} />
        </div>
        <div>
          <Figure
            label={t("rate.label")}
            value={texts.rate ?? <Withheld />}
            definition={t("rate.definition")}
          />
          <Notes of={[texts.half, texts.advertised]} />
        </div>
      </div>
      <p className="text-sm text-ink-soft">{texts.period}</p>
    </div>
  );
}

/** In place of a number too few firms stand behind. */
function Withheld() {
  const t = useTranslations("observed");
  return <span className="text-base font-normal text-ink-soft">{t("withheld")}</span>;
}

/** Under a figure: its base, and what was promised. */
function Notes({ of }: { of: (string | null)[] }) {
  return of.map(
    (note) =>
      note !== null && (
        <p key={note} className="figures mt-1 text-sm text-ink-soft">
          {note}
        </p>
      ),
  );
}
