import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { PageHeader, Section } from "@/components/layout/page-header";
import { ClientMessages } from "@/components/messages/client-messages";
import { TemplateCeilings } from "@/components/templates/ceilings";
import { ScopeMatrix } from "@/components/templates/scope-matrix";
import { TemplateDraft } from "@/components/templates/template-draft";
import { TemplateHistory } from "@/components/templates/template-history";
import { LinkButton } from "@/components/ui/button";
import { can } from "@/domain/policy";
import { caller, currentActor } from "@/server/trpc/rsc";

type Props = { params: Promise<{ code: string }> };

export async function generateMetadata() {
  return { title: (await getTranslations("templates"))("title") };
}

export default async function TemplatePage({ params }: Props) {
  const t = await getTranslations("templates");
  const locale = await getLocale();
  const { code } = await params;
  const [actor, all] = await Promise.all([
    currentActor(),
    caller().then((api) => api.templates.list()),
  ]);
  const versions = all.filter((one) => one.code === code);
  const active = versions.find(({ state }) => state === "active");
  if (!active || !actor) notFound();
  const draft = versions.find(({ state }) => state === "draft");
  const proposer = { proposedBy: draft?.proposedBy === "you" ? actor.userId : null };
  return (
    <>
      <PageHeader
        title={locale === "en" ? active.name.en : active.name.zh}
        lead={t("page.lead", { version: active.version })}
        back={{ href: "/credit-office/templates", label: t("title") }}
        actions={
          !draft && (
            <LinkButton href={`/credit-office/templates/${code}/propose`} variant="quiet">
              {t("page.propose")}
            </LinkButton>
          )
        }
      />
      <div className="grid gap-10">
        {draft && (
          <ClientMessages namespaces={["common", "errors", "templates"]}>
            <TemplateDraft
              active={active}
              draft={draft}
              mayApprove={can(actor, "template.approve", proposer)}
              mayDiscard={can(actor, "template.discard", proposer)}
            />
          </ClientMessages>
        )}
        <Section title={t("page.wording")} lead={t("page.wordingLead")}>
          <div className="grid gap-6 lg:grid-cols-2">
            <p lang="zh-CN">{active.wording.zh}</p>
            <p lang="en">{active.wording.en}</p>
          </div>
        </Section>
        <Section title={t("draft.limits")}>
          <TemplateCeilings template={active} />
        </Section>
        <Section title={t("draft.scopes")} lead={t("matrix.lead")}>
          <ScopeMatrix scopes={active.scopes} />
        </Section>
        <Section title={t("history.title")} lead={t("history.lead")}>
          <TemplateHistory versions={versions} />
        </Section>
      </div>
    </>
  );
}
