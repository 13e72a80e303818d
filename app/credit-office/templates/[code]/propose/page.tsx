import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/layout/page-header";
import { ClientMessages } from "@/components/messages/client-messages";
import { TemplateForm } from "@/components/templates/template-form";
import { Notice } from "@/components/ui/notice";
import { caller } from "@/server/trpc/rsc";

type Props = { params: Promise<{ code: string }> };

export async function generateMetadata() {
  return { title: (await getTranslations("templates"))("form.title") };
}

export default async function ProposeTemplatePage({ params }: Props) {
  const t = await getTranslations("templates");
  const locale = await getLocale();
  const { code } = await params;
  const versions = (await (await caller()).templates.list()).filter((one) => one.code === code);
  const active = versions.find(({ state }) => state === "active");
  if (!active) notFound();
  const hasDraft = versions.some(({ state }) => state === "draft");
  const name = locale === "en" ? active.name.en : active.name.zh;
  return (
    <>
      <PageHeader
        title={t("form.title")}
        lead={t("form.lead", { name })}
        back={{ href: `/credit-office/templates/${code}`, label: name }}
      />
      {hasDraft ? (
        <Notice tone="waiting">{t("form.hasDraft")}</Notice>
      ) : (
        <ClientMessages namespaces={["common", "errors", "sources", "templates"]}>
          <TemplateForm active={active} />
        </ClientMessages>
      )}
    </>
  );
}
