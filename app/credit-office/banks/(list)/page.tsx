import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/layout/page-header";
import { cutOfSearch, type Search } from "@/components/oversight/cut-address";
import { CutForm } from "@/components/oversight/cut-form";
import { CutWords } from "@/components/oversight/cut-words";
import { DimensionTable } from "@/components/oversight/group-tables";
import { Notice } from "@/components/ui/notice";
import { monthOf, shanghaiDay } from "@/domain/shared/calendar";
import { caller } from "@/server/trpc/rsc";

export async function generateMetadata() {
  return { title: (await getTranslations("office.banks"))("title") };
}

export default async function BanksPage({ searchParams }: { searchParams: Promise<Search> }) {
  const t = await getTranslations("office");
  const today = shanghaiDay(new Date());
  const { bank: _all, ...search } = await searchParams;
  const { input, isRefused } = cutOfSearch(search, today);
  const overview = await (await caller()).oversight.overview(input);
  return (
    <>
      <PageHeader title={t("banks.title")} lead={t("banks.lead")} />
      <div className="grid gap-8">
        {isRefused && <Notice tone="waiting">{t("overview.refused")}</Notice>}
        <div className="flex flex-wrap items-end justify-between gap-x-10 gap-y-4">
          <CutWords cut={overview.cut} />
          <CutForm action="/credit-office/banks" cut={overview.cut} thisMonth={monthOf(today)} />
        </div>
        <DimensionTable overview={overview} dimension="bank" size="full" />
      </div>
    </>
  );
}
