import { getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import { ConsentHeading } from "@/components/consents/consent-heading";
import { ConsentItems, ConsentLimits } from "@/components/consents/consent-facts";
import { Columns, PageHeader, Section } from "@/components/layout/page-header";
import { Looks } from "@/components/ledger/looks";
import { z } from "zod";
import { caller, orNotFound } from "@/server/trpc/rsc";

export default async function ConsentPage({ params }: { params: Promise<{ id: string }> }) {
  const t = await getTranslations("consents");
  const id = z.uuid().safeParse((await params).id);
  if (!id.success) notFound();
  const api = await caller();
  const consent = await orNotFound(api.consents.get({ consentId: id.data }));
  const { entries } = await api.ledger.list({ consentId: id.data });
  return (
    <>
      <PageHeader title={t("title")} back={{ href: "/sme/consents", label: t("title") }} />
      <Columns
        aside={
          <Section title={t("looks.title")}>
            {entries.length > 0 ? (
              <Looks entries={entries} />
            ) : (
              <p className="text-ink-soft">{t("looks.empty")}</p>
            )}
          </Section>
        }
      >
        <ConsentHeading consent={consent} />
        <ConsentItems consent={consent} />
        <ConsentLimits consent={consent} />
      </Columns>
    </>
  );
}
