import { getLocale, getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import { z } from "zod";
import { ConsentSummary } from "@/components/consents/consent-summary";
import { ReviseConsent } from "@/components/consents/revise-consent";
import { PageHeader } from "@/components/layout/page-header";
import { ClientMessages } from "@/components/messages/client-messages";
import { Notice } from "@/components/ui/notice";
import { consentCan } from "@/domain/consents/lifecycle";
import { caller, orNotFound } from "@/server/trpc/rsc";

export async function generateMetadata() {
  return { title: (await getTranslations("consents.revise"))("title") };
}

export default async function ReviseConsentPage({ params }: { params: Promise<{ id: string }> }) {
  const id = z.uuid().safeParse((await params).id);
  if (!id.success) notFound();
  const [t, language, api] = await Promise.all([
    getTranslations("consents"),
    getLocale(),
    caller(),
  ]);
  const consentId = id.data;
  const consent = await orNotFound(api.consents.get({ consentId }));
  const canRevise = consentCan("revise", consent);
  return (
    <>
      <PageHeader
        title={t("revise.title")}
        lead={t("revise.lead")}
        back={{ href: `/sme/consents/${consentId}`, label: t("one") }}
      />
      <div className="grid gap-8">
        <ConsentSummary consent={consent} />
        {canRevise ? (
          <ClientMessages namespaces={["common", "consents", "sources", "errors", "auth"]}>
            <ReviseConsent
              consent={consent}
              room={await api.consents.revisionRoom({ consentId, language })}
            />
          </ClientMessages>
        ) : (
          <Notice tone="waiting">{t("revise.over")}</Notice>
        )}
      </div>
    </>
  );
}
