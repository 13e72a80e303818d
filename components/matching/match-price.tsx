import { useTranslations } from "next-intl";
import { PrepaymentText } from "@/components/calculator/prepayment-text";
import { Amount } from "@/components/format/values";
import { RateRange } from "@/components/products/rate-range";
import type { MatchView } from "@/domain/matching/views";
import { ObservedFigures } from "./observed-figures";

/** What a product costs for the need: the annual rate first and largest, then yuan, then how fast and how likely. */
export function MatchPrice({
  match,
  price,
}: {
  match: MatchView;
  price: NonNullable<MatchView["price"]>;
}) {
  const t = useTranslations("needs.match");
  const states = useTranslations("states.repayment");
  const prepayment = useTranslations("calculator.prepayment");
  const { content, observed } = match;
  const promised = content.promisedWorkingDays;
  return (
    <>
      <p className="flex flex-wrap items-baseline gap-x-3">
        <RateRange from={price.annualFrom} to={price.annualTo} />
        <span className="text-sm text-ink-soft">{t("annual")}</span>
      </p>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 text-sm">
        <dt className="text-ink-soft">{t("cost")}</dt>
        <dd className="text-end">
          <Amount fen={price.totalCost} isExact />
        </dd>
        <dt className="text-ink-soft">{t(`first.${price.repaymentKind}`)}</dt>
        <dd className="text-end">
          <Amount fen={price.firstDue} isExact />
        </dd>
        <dt className="text-ink-soft">{t("answer")}</dt>
        <dd className="figures text-end">
          {observed?.daysMedian == null
            ? t("answerPromised", { promised })
            : t("answerObserved", { promised, observed: observed.daysMedian })}
        </dd>
      </dl>
      <ObservedFigures match={match} />
      <p className="text-sm text-ink-soft">
        {states(price.repaymentKind)}
        {!price.isPreferredKind && ` · ${t("otherRepayment")}`}
        {content.prepayment && (
          <>
            {` · ${prepayment("title")} · `}
            <PrepaymentText terms={content.prepayment} />
          </>
        )}
      </p>
    </>
  );
}
