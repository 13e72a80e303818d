import { getLocale, getTranslations } from "next-intl/server";
import Link from "next/link";
import { Day, Instant } from "@/components/format/values";
import { PageHeader, Section } from "@/components/layout/page-header";
import { ClientMessages } from "@/components/messages/client-messages";
import { ShareReport } from "@/components/reports/share-report";
import { DescriptionList } from "@/components/ui/description-list";
import { Status } from "@/components/ui/status";
import { can } from "@/domain/policy";
import { caller, currentActor, orNotFound } from "@/server/trpc/rsc";

export async function generateMetadata() {
  return { title: (await getTranslations("reports"))("one") };
}

export default async function ReportPage({ params }: { params: Promise<{ id: string }> }) {
  const { id: reportId } = await params;
  const t = await getTranslations("reports");
  const sources = await getTranslations("sources");
  const states = await getTranslations("consents.status");
  const [locale, actor, api] = await Promise.all([getLocale(), currentActor(), caller()]);
  const report = await orNotFound(api.reports.get({ reportId }));
  return (
    <ClientMessages
      namespaces={["common", "reports", "consents", "sources", "errors", "auth", "states"]}
    >
      <PageHeader
        title={report.number}
        lead={<Instant at={report.createdAt} />}
        back={{ href: "/sme/reports", label: t("title") }}
      />
      <div className="grid gap-10">
        <Section title={t("list.what")}>
          <DescriptionList
            items={[
              {
                key: "what",
                term: t("list.what"),
                details: (
                  <ul>
                    {report.scopes.map((scope) => {
                      const [item, granularity] = scope.split(":");
                      return (
                        <li key={scope}>
                          {sources("itemAt", {
                            item: sources(`item.${item}`),
                            granularity: sources(`granularity.${granularity}`),
                          })}
                        </li>
                      );
                    })}
                  </ul>
                ),
              },
              {
                key: "period",
                term: t("list.period"),
                details: (
                  <>
                    <Day day={report.dataFrom} /> – <Day day={report.dataTo} />
                  </>
                ),
              },
              {
                key: "hash",
                term: t("hash"),
                details: <code className="text-xs break-all">{report.contentHash}</code>,
              },
            ]}
          />
          <p>
            <a className="link" href={`/sme/reports/${report.id}/file`} download>
              {t("download")}
            </a>
          </p>
          <p className="measure text-sm text-ink-soft">{t("downloadHint")}</p>
        </Section>
        <Section title={t("share.list")}>
          {report.shares.length === 0 && <p className="text-ink-soft">{t("share.none")}</p>}
          <ul>
            {report.shares.map(({ consentId, recipient, status, validTo, readsUsed }) => (
              <li
                key={consentId}
                className="flex flex-wrap items-baseline gap-x-5 gap-y-1 border-b border-line py-3"
              >
                <span className="font-medium">
                  {locale === "en" ? recipient.nameEn : recipient.name}
                </span>
                <Status tone={status === "active" ? "consent" : "neutral"}>{states(status)}</Status>
                <span>{t("share.reads", { count: readsUsed })}</span>
                <span>
                  {t("share.until")} <Instant at={validTo} />
                </span>
                <Link href={`/sme/consents/${consentId}`} className="link">
                  {t("share.see")}
                </Link>
              </li>
            ))}
          </ul>
        </Section>
        {actor && can(actor, "report.share", report) && (
          <Section title={t("share.title")} lead={t("share.lead")}>
            <ShareReport reportId={report.id} institutions={report.institutions} />
          </Section>
        )}
      </div>
    </ClientMessages>
  );
}
