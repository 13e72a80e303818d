import { useLocale, useTranslations } from "next-intl";
import { formatExactRate, formatRate } from "@/components/format/rate";
import { Amount, AnnualRate, Count, Day, Duration, Rate } from "@/components/format/values";
import { LprNote } from "@/components/products/lpr-note";
import { Schedule } from "@/components/loans/schedule";
import { ScheduleChart } from "@/components/loans/schedule-chart";
import { DescriptionList } from "@/components/ui/description-list";
import { Notice } from "@/components/ui/notice";
import type { Calculation } from "@/domain/loans/calculation";
import { datedRateOf } from "@/domain/loans/quote";
import { ConventionText } from "./convention-text";
import { KindsTable } from "./kinds-table";
import { PrepaymentResult } from "./prepayment-result";

type Result = NonNullable<Calculation["result"]>;

/** What the loan costs: the annual rate first and largest, then yuan, then each due day. */
export function CalculationResult({
  result,
  today,
  csvHref,
}: {
  result: Result;
  today: string;
  csvHref: string;
}) {
  const t = useTranslations("calculator");
  const states = useTranslations("states");
  const { terms, quote, prepaid } = result;
  const { annualRate, rows } = quote;
  return (
    <div className="grid min-w-0 content-start gap-8">
      <section className="grid gap-4 border-t border-ink pt-4" aria-live="polite">
        <div>
          <h2 className="text-sm font-normal text-ink-soft">{t("result.annual")}</h2>
          <p className="text-2xl leading-tight font-semibold" data-annual-rate>
            {annualRate.kind === "rate" && <AnnualRate rate={annualRate.rate} />}
          </p>
          <p className="measure mt-1 text-sm text-ink-soft">{t("result.annualNote")}</p>
        </div>
        <Reckoned terms={terms} />
        {terms.repaymentKind === "flat" && <FlatWarning result={result} />}
        <DescriptionList
          items={[
            { term: t("result.nominal"), details: <Nominal result={result} /> },
            ...datedItem(result, t),
            { term: t("result.first"), details: <Amount fen={rows[0]?.due ?? 0n} isExact /> },
            { term: t("result.count"), details: <Count count={rows.length} /> },
            { term: t("result.last"), details: <Day day={rows.at(-1)?.dueOn ?? today} /> },
            { term: t("result.interest"), details: <Amount fen={quote.totalInterest} isExact /> },
            { term: t("result.fees"), details: <Amount fen={quote.totalFees} isExact /> },
            { term: t("result.cost"), details: <Amount fen={quote.totalCost} isExact /> },
            {
              term: t("result.received"),
              details: <Amount fen={terms.principal - quote.upfrontFees} isExact />,
            },
          ]}
        />
      </section>
      {result.lpr && <LprNote on={result.lpr.on} rate={result.lpr} today={today} />}
      {prepaid && <PrepaymentResult prepaid={prepaid} />}
      <section className="grid gap-4">
        <h2 className="text-lg">{t("result.schedule")}</h2>
        <ScheduleChart rows={rows} />
        <Schedule rows={rows} hasChart={false} />
        <a href={csvHref} className="link no-print justify-self-start text-sm">
          {t("result.csv")}
        </a>
      </section>
      <KindsTable
        terms={terms}
        caption={t("kinds.title")}
        nameOf={(kind) => states(`repayment.${kind}`)}
      />
    </div>
  );
}

/** What was asked stands in the form, which is not printed. */
function Reckoned({ terms }: { terms: Result["terms"] }) {
  const states = useTranslations("states");
  return (
    <div className="hidden print:block">
      <p className="font-medium">
        <Amount fen={terms.principal} isExact /> · <Duration months={terms.months} /> ·{" "}
        {states(`repayment.${terms.repaymentKind}`)} · <Day day={terms.startOn} />
      </p>
      <ConventionText convention={terms} />
    </div>
  );
}

function Nominal({ result: { terms, lpr } }: { result: Result }) {
  const t = useTranslations("calculator");
  const locale = useLocale();
  const spread = lpr ? terms.rate - lpr.basisPoints : 0;
  return (
    <>
      <Rate basisPoints={terms.rate} />
      {lpr && (
        <span className="block text-sm text-ink-soft">
          {t("result.byLpr", { lpr: formatRate(lpr.basisPoints, locale), spread })}
        </span>
      )}
    </>
  );
}

/** Over real days too, where the first period is not a whole month. */
function datedItem({ terms, quote }: Result, t: (key: "result.dated") => string) {
  const dated = datedRateOf(terms, quote);
  if (terms.dueDay === undefined || terms.repaymentKind === "bullet" || dated.kind !== "rate")
    return [];
  return [{ term: t("result.dated"), details: <AnnualRate rate={dated.rate} /> }];
}

function FlatWarning({ result: { terms, quote } }: { result: Result }) {
  const t = useTranslations("calculator");
  const locale = useLocale();
  if (quote.annualRate.kind !== "rate") return null;
  return (
    <Notice tone="waiting" title={t("flat.title")}>
      {t("flat.body", {
        nominal: formatRate(terms.rate, locale),
        annual: formatExactRate(quote.annualRate.rate, locale),
      })}
    </Notice>
  );
}
