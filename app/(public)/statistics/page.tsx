import { getLocale, getTranslations } from "next-intl/server";
import { formatDay } from "@/components/format/day";
import { PageHeader, Section } from "@/components/layout/page-header";
import { BreakdownTable } from "@/components/statistics/breakdown-table";
import { lastDayOfQuarter, QuarterFigures } from "@/components/statistics/quarter-figures";
import { QuarterTrends, quarterNumber } from "@/components/statistics/quarter-trends";
import { Empty } from "@/components/ui/empty";
import { Tabs } from "@/components/ui/tabs";
import { publishedDimensions } from "@/domain/oversight/published";
import { caller } from "@/server/trpc/rsc";

const breakdowns = publishedDimensions.filter((dimension) => dimension !== "all");
const rules = ["source", "withheld", "quarter", "names"] as const;

export async function generateMetadata() {
  const t = await getTranslations("statistics");
  return { title: t("title"), description: t("lead") };
}

export default async function StatisticsPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const t = await getTranslations("statistics");
  const locale = await getLocale();
  const asked = (await searchParams)["quarter"];
  const { quarters, publishedOn } = await (await caller()).statistics.published();
  const chosen = quarters.find(({ quarter }) => quarter === asked) ?? quarters[0];
  const nameOf = (quarter: string) =>
    t("quarter", { year: quarter.slice(0, 4), number: quarterNumber(quarter) });
  return (
    <div className="page grid gap-8 py-8 lg:py-12">
      <PageHeader title={t("title")} lead={t("lead")} />
      {chosen ? (
        <>
          <Tabs
            label={t("quarters")}
            tabs={quarters.map(({ quarter }) => ({
              href: `/statistics?quarter=${quarter}`,
              label: nameOf(quarter),
              isCurrent: quarter === chosen.quarter,
            }))}
          />
          <Section
            title={nameOf(chosen.quarter)}
            lead={`${t("asOf", { day: formatDay(lastDayOfQuarter(chosen.quarter), locale) })} · ${t("published", { day: formatDay(publishedOn, locale) })}`}
          >
            <div className="grid gap-6 sm:grid-cols-2 lg:grid-cols-4">
              <QuarterFigures
                quarters={quarters.filter(({ quarter }) => quarter <= chosen.quarter).toReversed()}
                names={{
                  applications: t("applications"),
                  loans: t("loans"),
                  amount: t("amount"),
                  annualRate: t("annualRate"),
                }}
                hasDefinition
              />
            </div>
          </Section>
          <div className="grid items-start gap-x-12 gap-y-10 lg:grid-cols-2">
            {breakdowns.map((dimension) => (
              <BreakdownTable
                key={dimension}
                dimension={dimension}
                total={chosen.total}
                cells={chosen.breakdowns[dimension]}
              />
            ))}
          </div>
          <Section title={t("trend.title")}>
            <QuarterTrends quarters={quarters.toReversed()} />
          </Section>
        </>
      ) : (
        <Empty title={t("empty.title")}>{t("empty.body")}</Empty>
      )}
      <Section title={t("how.title")}>
        <ul className="measure grid list-disc gap-1 ps-5 text-ink-soft">
          {rules.map((rule) => (
            <li key={rule}>{t(`how.${rule}`)}</li>
          ))}
        </ul>
      </Section>
    </div>
  );
}
