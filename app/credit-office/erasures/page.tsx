import { getTranslations } from "next-intl/server";
import { ErasuresByBank, OverdueErasures } from "@/components/erasures/erasure-overview";
import { PageHeader, Section } from "@/components/layout/page-header";
import { Empty } from "@/components/ui/empty";
import { caller } from "@/server/trpc/rsc";

export async function generateMetadata() {
  return { title: (await getTranslations("erasures.office"))("title") };
}

export default async function OfficeErasuresPage() {
  const t = await getTranslations("erasures.office");
  const { banks, overdue } = await (await caller()).erasures.overview({});
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} />
      <div className="grid gap-8">
        <Section title={t("byBank")}>
          {banks.length > 0 ? <ErasuresByBank banks={banks} /> : <Empty title={t("empty")} />}
        </Section>
        <Section title={t("list")}>
          {overdue.length > 0 ? (
            <OverdueErasures overdue={overdue} />
          ) : (
            <Empty title={t("listEmpty")} />
          )}
        </Section>
      </div>
    </>
  );
}
