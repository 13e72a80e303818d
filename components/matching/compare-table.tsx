import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { DetailLink } from "@/components/ui/detail-link";
import type { ReactNode } from "react";
import { PrepaymentText } from "@/components/calculator/prepayment-text";
import { Amount, AmountRange, DurationRange, Rate, Share } from "@/components/format/values";
import { RateRange } from "@/components/products/rate-range";
import { useBankName, useOwnText } from "@/components/products/texts";
import { Status } from "@/components/ui/status";
import type { MatchView } from "@/domain/matching/views";
import { verdictTones } from "./match-card";

/** Wide enough that no column is crushed; as wide as the page where there is room. */
const widths = ["", "min-w-64", "min-w-104", "min-w-144", "min-w-184"];
/** What a row is about stays in sight while the products scroll by. */
const rowHead = "sticky start-0 bg-paper pe-3 text-start";

/** Up to four products side by side, in columns of one width. On phones they scroll past the row heads. */
export function CompareTable({ matches }: { matches: readonly MatchView[] }) {
  const t = useTranslations("needs.match");
  const seen = useTranslations("needs.observed");
  const card = useTranslations("products.card");
  const states = useTranslations("states");
  const calculator = useTranslations("calculator");
  const own = useOwnText();
  const bankName = useBankName();
  const rows: { label: string; cell: (match: MatchView) => ReactNode }[] = [
    {
      label: t("annual"),
      cell: ({ price }) =>
        price ? (
          <RateRange
            from={price.annualFrom}
            to={price.annualTo}
            className="text-lg font-semibold"
          />
        ) : (
          "–"
        ),
    },
    {
      label: t("cost"),
      cell: ({ price }) => (price ? <Amount fen={price.totalCost} isExact /> : "–"),
    },
    {
      label: t("firstDue"),
      cell: ({ price }) => (price ? <Amount fen={price.firstDue} isExact /> : "–"),
    },
    {
      label: t("repayment"),
      cell: ({ price }) => (price ? states(`repayment.${price.repaymentKind}`) : "–"),
    },
    {
      label: calculator("prepayment.title"),
      cell: ({ content }) => <PrepaymentText terms={content.prepayment} />,
    },
    {
      label: t("verdict"),
      cell: ({ verdict }) => (
        <Status tone={verdictTones[verdict]}>{states(`verdict.${verdict}`)}</Status>
      ),
    },
    { label: t("guarantee"), cell: ({ content }) => states(`guarantee.${content.guarantee}`) },
    {
      label: card("amount"),
      cell: ({ content }) => (
        <AmountRange from={BigInt(content.amountMin)} to={BigInt(content.amountMax)} />
      ),
    },
    {
      label: card("term"),
      cell: ({ content }) => <DurationRange from={content.termMin} to={content.termMax} />,
    },
    {
      label: t("promised"),
      cell: ({ content }) => t("days", { days: content.promisedWorkingDays }),
    },
    {
      label: t("observedDays"),
      cell: ({ observed }) =>
        observed?.daysMedian == null ? t("notObserved") : t("days", { days: observed.daysMedian }),
    },
    {
      label: seen("approved"),
      cell: ({ observed }) =>
        observed ? (
          <>
            <Share share={observed.share} />
            <span className="block text-sm text-ink-soft">
              {seen("of", { decided: observed.decided })}
              <span className="block">
                <Share share={observed.interval.low} />–<Share share={observed.interval.high} />
              </span>
            </span>
          </>
        ) : (
          t("notObserved")
        ),
    },
    {
      label: seen("granted"),
      cell: ({ observed }) =>
        observed?.rateMedian == null ? (
          t("notObserved")
        ) : (
          <Rate basisPoints={observed.rateMedian} />
        ),
    },
    {
      label: seen("advertised"),
      cell: ({ price }) =>
        price ? (
          <>
            <Rate basisPoints={price.nominalFrom} />–<Rate basisPoints={price.nominalTo} />
          </>
        ) : (
          "–"
        ),
    },
  ];
  return (
    // What scrolls sideways must be reachable with the keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className="overflow-x-auto" tabIndex={0} aria-label={t("compareTitle")}>
      <table className={clsx("w-full table-fixed border-collapse", widths[matches.length])}>
        <caption className="sr-only">{t("compareTitle")}</caption>
        <thead>
          <tr className="border-b border-ink">
            <th scope="col" className={clsx("w-24", rowHead)}>
              <span className="sr-only">{t("feature")}</span>
            </th>
            {matches.map((match) => (
              <th key={match.id} scope="col" className="p-3 text-start align-bottom">
                <span className="block text-sm font-normal text-ink-soft">
                  {bankName(match.bank)}
                </span>
                <DetailLink href={`/products/${match.id}`}>{own(match.content.name)}</DetailLink>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ label, cell }) => (
            <tr key={label} className="border-b border-line">
              <th scope="row" className={clsx("py-3 align-top text-sm text-ink-soft", rowHead)}>
                {label}
              </th>
              {matches.map((match) => (
                <td key={match.id} className="figures p-3 align-top">
                  {cell(match)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
