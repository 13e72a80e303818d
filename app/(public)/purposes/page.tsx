import { getLocale, getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/layout/page-header";
import { TemplateCeilings } from "@/components/templates/ceilings";
import { ScopeMatrix } from "@/components/templates/scope-matrix";
import { Details } from "@/components/ui/details";
import { caller } from "@/server/trpc/rsc";

export async function generateMetadata() {
  const t = await getTranslations("templates.public");
  return { title: t("title"), description: t("lead") };
}

/** What anybody can check before signing anything: the fixed wording and its limits. */
export default async function PurposesPage() {
  const t = await getTranslations("templates.public");
  const locale = await getLocale();
  const purposes = await (await caller()).templates.published();
  const side = locale === "en" ? "en" : "zh";
  return (
    <div className="page grid gap-10 py-8 lg:py-12">
      <PageHeader title={t("title")} lead={t("lead")} />
      {purposes.map((purpose) => (
        <section key={purpose.code} className="grid gap-4 border-t border-line pt-6">
          <h2 className="text-lg">{purpose.name[side]}</h2>
          <p className="measure">{purpose.wording[side]}</p>
          <TemplateCeilings template={purpose} />
          <Details summary={t("scopes")}>
            <ScopeMatrix scopes={purpose.scopes} />
          </Details>
          <p className="text-sm text-ink-soft">{t("version", { version: purpose.version })}</p>
        </section>
      ))}
    </div>
  );
}
