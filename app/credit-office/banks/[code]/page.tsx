import { getLocale, getTranslations } from "next-intl/server";
import { PageHeader, Section } from "@/components/layout/page-header";
import { cutOfSearch, type Search } from "@/components/oversight/cut-address";
import { CutForm } from "@/components/oversight/cut-form";
import { bankName, CutWords } from "@/components/oversight/cut-words";
import { Funnels } from "@/components/oversight/funnels";
import { LoanQuality } from "@/components/oversight/loan-quality";
import { BalanceChart, MonthlyCharts } from "@/components/oversight/monthly-charts";
import { OverviewFigures } from "@/components/oversight/overview-figures";
import { ProductTable } from "@/components/oversight/product-table";
import { RefusalReasons } from "@/components/oversight/refusal-reasons";
import { Notice } from "@/components/ui/notice";
import { monthOf, shanghaiDay } from "@/domain/shared/calendar";
import { caller, orNotFound } from "@/server/trpc/rsc";

type BankPageProps = { params: Promise<{ code: string }>; searchParams: Promise<Search> };

export async function generateMetadata() {
  return { title: (await getTranslations("office.banks"))("title") };
}

export default async function BankPage({ params, searchParams }: BankPageProps) {
  const t = await getTranslations("office");
  const locale = await getLocale();
  const today = shanghaiDay(new Date());
  const { code } = await params;
  const { bank: _own, ...search } = await searchParams;
  const { input, isRefused } = cutOfSearch(search, today);
  const { bank: _none, ...cut } = input;
  const overview = await orNotFound((await caller()).oversight.bank({ ...cut, code }));
  const { bank } = overview.cut;
  return (
    <>
      <PageHeader
        title={bank ? bankName(bank, locale) : code}
        {...(bank && { lead: t(`bankKind.${bank.kind}`) })}
        back={{ href: "/credit-office/banks", label: t("banks.back") }}
      />
      <div className="grid gap-8 print:gap-4">
        {isRefused && <Notice tone="waiting">{t("overview.refused")}</Notice>}
        <div className="flex flex-wrap items-end justify-between gap-x-10 gap-y-4">
          <CutWords cut={overview.cut} />
          <CutForm
            action={`/credit-office/banks/${encodeURIComponent(code)}`}
            cut={overview.cut}
            thisMonth={monthOf(today)}
          />
        </div>
        <section aria-label={t("overview.figures")}>
          <OverviewFigures figures={overview.figures} asOf={overview.cut.current.toDay} />
        </section>
        <Section title={t("banks.products")}>
          <ProductTable products={overview.products} />
        </Section>
        <Section title={t("months.title")}>
          <MonthlyCharts months={overview.months} />
        </Section>
        <Section title={t("quality.title")}>
          <div className="grid items-start gap-x-10 gap-y-8 lg:grid-cols-2 print:grid-cols-2 print:gap-x-5 print:gap-y-3">
            <BalanceChart months={overview.months} />
            <LoanQuality quality={overview.quality} today={today} />
          </div>
        </Section>
        <Section title={t("funnel.title")}>
          <Funnels overview={overview} />
        </Section>
        <Section title={t("reasons.title")}>
          <RefusalReasons reasons={overview.reasons} />
        </Section>
      </div>
    </>
  );
}
