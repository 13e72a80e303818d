import { getTranslations } from "next-intl/server";
import { DetailLink } from "@/components/ui/detail-link";
import { Day, Instant } from "@/components/format/values";
import { PageHeader, Section } from "@/components/layout/page-header";
import { ClientMessages } from "@/components/messages/client-messages";
import { MakeReport } from "@/components/reports/make-report";
import { Table } from "@/components/ui/table";
import { reportGranularities } from "@/domain/reports/content";
import { defaultCatalogue } from "@/domain/sources/catalogue";
import { caller } from "@/server/trpc/rsc";

export async function generateMetadata() {
  return { title: (await getTranslations("reports"))("title") };
}

const options = defaultCatalogue
  .filter(({ mode, subject }) => mode === "A" && subject === "enterprise")
  .flatMap(({ code, granularities }) =>
    reportGranularities
      .filter((granularity) => granularities.includes(granularity))
      .map((granularity) => ({ item: code, granularity })),
  );

export default async function ReportsPage() {
  const t = await getTranslations("reports");
  const reports = await (await caller()).reports.list();
  return (
    <ClientMessages namespaces={["common", "reports", "sources", "errors"]}>
      <PageHeader
        title={t("title")}
        lead={t("lead")}
        back={{ href: "/sme/consents", label: t("back") }}
      />
      <div className="grid gap-10">
        <Section title={t("list.title")}>
          <Table
            caption={t("list.title")}
            isCaptionHidden
            rows={reports}
            rowKey={({ id }) => id}
            empty={t("list.none")}
            columns={[
              {
                key: "number",
                header: t("list.number"),
                isRowHeader: true,
                cell: ({ id, number }) => (
                  <DetailLink href={`/sme/reports/${id}`} className="figures">
                    {number}
                  </DetailLink>
                ),
              },
              {
                key: "made",
                header: t("list.made"),
                cell: ({ createdAt }) => <Instant at={createdAt} />,
              },
              {
                key: "period",
                header: t("list.period"),
                cell: ({ dataFrom, dataTo }) => (
                  <span>
                    <Day day={dataFrom} /> – <Day day={dataTo} />
                  </span>
                ),
              },
            ]}
          />
        </Section>
        <Section title={t("make.title")} lead={t("make.lead")}>
          <MakeReport options={options} />
        </Section>
      </div>
    </ClientMessages>
  );
}
