import { getTranslations } from "next-intl/server";
import { askedOf } from "@/components/estimates/asked-of";
import { EstimateForm } from "@/components/estimates/estimate-form";
import { EstimatePanel } from "@/components/estimates/estimate-panel";
import { PageHeader, Section } from "@/components/layout/page-header";
import { LinkButton } from "@/components/ui/button";
import { caller } from "@/server/trpc/rsc";

export async function generateMetadata() {
  const t = await getTranslations("estimates");
  return { title: t("title"), description: t("lead") };
}

/** Anyone's to use: nothing of it is kept, and all of it is in the address. */
export default async function EstimatePage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const t = await getTranslations("estimates");
  const asked = askedOf(await searchParams);
  const estimate = await (await caller()).estimates.forAnyone(asked.input);
  const isSizeOpen =
    estimate.firm.size === null && asked.input.employees !== undefined && !asked.input.size;
  return (
    <div className="page py-8">
      <PageHeader title={t("title")} lead={t("lead")} />
      <div className="grid gap-10 lg:grid-cols-[20rem_minmax(0,1fr)] lg:gap-12">
        <EstimateForm asked={asked} />
        <Section title={t("result")}>
          {isSizeOpen && <p className="text-sm text-ochre">{t("sizeOpen")}</p>}
          <EstimatePanel estimate={estimate} />
          <p className="no-print">
            <LinkButton href="/products" variant="quiet">
              {t("toProducts")}
            </LinkButton>
          </p>
        </Section>
      </div>
    </div>
  );
}
