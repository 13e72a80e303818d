import { getLocale, getTranslations } from "next-intl/server";
import { formatDay, formatMonth, formatTime } from "@/components/format/day";
import { PageHeader, Section } from "@/components/layout/page-header";
import { cutAddress, cutOfSearch, type Search } from "@/components/oversight/cut-address";
import { CutForm } from "@/components/oversight/cut-form";
import { CutWords } from "@/components/oversight/cut-words";
import { ExportLink } from "@/components/oversight/export-link";
import { Funnels } from "@/components/oversight/funnels";
import { DimensionTable } from "@/components/oversight/group-tables";
import { LiveUpdates } from "@/components/oversight/live-updates";
import { LoanQuality } from "@/components/oversight/loan-quality";
import { BalanceChart, MonthlyCharts } from "@/components/oversight/monthly-charts";
import { OverviewFigures } from "@/components/oversight/overview-figures";
import { RefusalReasons } from "@/components/oversight/refusal-reasons";
import { Notice } from "@/components/ui/notice";
import { monthOf, shanghaiDay } from "@/domain/shared/calendar";
import { caller, orNotFound } from "@/server/trpc/rsc";

export async function generateMetadata() {
  return { title: (await getTranslations("office.overview"))("title") };
}

export default async function OverviewPage({ searchParams }: { searchParams: Promise<Search> }) {
  const t = await getTranslations("office");
  const locale = await getLocale();
  const now = new Date();
  const today = shanghaiDay(now);
  const time = formatTime(now);
  const { input, isRefused } = cutOfSearch(await searchParams, today);
  const overview = await orNotFound((await caller()).oversight.overview(input));
  const { cut } = overview;
  const address = { from: cut.from, to: cut.to, bank: cut.bank?.code ?? null, origin: cut.origin };
  const exported = (table: string, name: string) => (
    <ExportLink name={name} href={cutAddress("/credit-office/export", address, { table })} />
  );
  return (
    <>
      <PageHeader
        title={t("overview.title")}
        actions={
          <LiveUpdates
            words={{
              connecting: t("live.connecting", { time }),
              on: t("live.on", { time }),
              off: t("live.off", { time }),
            }}
          />
        }
      />
      <div className="grid gap-8 print:gap-5 print:[zoom:0.5]">
        {isRefused && <Notice tone="waiting">{t("overview.refused")}</Notice>}
        <div className="flex flex-wrap items-end justify-between gap-x-10 gap-y-4">
          <CutWords cut={cut} />
          <CutForm
            action="/credit-office"
            cut={cut}
            banks={overview.banks}
            thisMonth={monthOf(today)}
          />
        </div>
        <section aria-label={t("overview.figures")} className="grid gap-2">
          <OverviewFigures figures={overview.figures} asOf={cut.current.toDay} />
          <p className="no-print text-end text-sm">{exported("figures", t("overview.figures"))}</p>
        </section>
        <Section
          title={t("months.title")}
          actions={exported("month", t("months.title"))}
          {...(cut.to === monthOf(today) && {
            lead: t("months.thisMonth", {
              month: formatMonth(cut.to, locale),
              day: formatDay(today, locale),
            }),
          })}
        >
          <MonthlyCharts months={overview.months} />
        </Section>
        <Section title={t("quality.title")} actions={exported("quality", t("quality.title"))}>
          <div className="grid items-start gap-x-10 gap-y-8 lg:grid-cols-2 print:grid-cols-2 print:gap-x-5 print:gap-y-3">
            <BalanceChart months={overview.months} />
            <LoanQuality quality={overview.quality} today={today} />
          </div>
        </Section>
        <Section title={t("funnel.title")}>
          <Funnels overview={overview} />
        </Section>
        <DimensionTable overview={overview} dimension="bank" size="full" />
        <div className="grid items-start gap-x-10 gap-y-8 lg:grid-cols-2 print:grid-cols-2 print:gap-x-5 print:gap-y-3">
          <div className="grid gap-8">
            <Section title={t("reasons.title")} actions={exported("reasons", t("reasons.title"))}>
              <RefusalReasons reasons={overview.reasons} />
            </Section>
            <DimensionTable overview={overview} dimension="size" />
            <DimensionTable overview={overview} dimension="district" />
          </div>
          <DimensionTable overview={overview} dimension="section" />
        </div>
      </div>
    </>
  );
}
