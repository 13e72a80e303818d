import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/layout/page-header";
import { ClientMessages } from "@/components/messages/client-messages";
import { NeedForm } from "@/components/needs/need-form";
import { Notice } from "@/components/ui/notice";
import { liveApplicationStatuses } from "@/domain/applications/lifecycle";
import { needCan } from "@/domain/needs/lifecycle";
import { caller, orNotFound } from "@/server/trpc/rsc";

export async function generateMetadata() {
  return { title: (await getTranslations("needs.edit"))("title") };
}

export default async function EditNeedPage({ params }: { params: Promise<{ id: string }> }) {
  const { id: needId } = await params;
  const t = await getTranslations("needs");
  const errors = await getTranslations("errors");
  const api = await caller();
  const need = await orNotFound(api.needs.get({ needId }));
  const { applications } = await api.enterpriseApplications.list({ needId });
  const isLive = applications.some(({ status }) =>
    liveApplicationStatuses.some((one) => one === status),
  );
  const refusal = isLive
    ? "need_has_live_applications"
    : needCan("update", need)
      ? null
      : "need_not_open";
  return (
    <>
      <PageHeader
        title={t("edit.title")}
        lead={t("edit.lead")}
        back={{ href: `/sme/needs/${needId}`, label: t("page.title") }}
      />
      {refusal ? (
        <Notice tone="waiting">{errors(refusal)}</Notice>
      ) : (
        <ClientMessages namespaces={["common", "needs", "states", "errors"]}>
          <NeedForm need={need} />
        </ClientMessages>
      )}
    </>
  );
}
