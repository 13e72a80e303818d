import { getLocale, getTranslations } from "next-intl/server";
import { lastDay } from "@/components/open-needs/last-day";
import { PageHeader, Section } from "@/components/layout/page-header";
import { ClientMessages } from "@/components/messages/client-messages";
import { NeedBands } from "@/components/open-needs/need-bands";
import { TakeForm } from "@/components/open-needs/take-form";
import { Details } from "@/components/ui/details";
import { Empty } from "@/components/ui/empty";
import { KeptFocus } from "@/components/ui/kept-focus";
import { Status } from "@/components/ui/status";
import { mostTakers } from "@/domain/needs/open";
import { can } from "@/domain/policy";
import { isValidOn } from "@/domain/products/validity";
import { shanghaiDay } from "@/domain/shared/calendar";
import { caller, currentActor } from "@/server/trpc/rsc";

export async function generateMetadata() {
  return { title: (await getTranslations("openNeeds.bank"))("title") };
}

const tones = { taken: "waiting", accepted: "good", declined: "neutral" } as const;

export default async function OpenNeedsPage() {
  const [t, locale, actor, api] = await Promise.all([
    getTranslations("openNeeds.bank"),
    getLocale(),
    currentActor(),
    caller(),
  ]);
  if (!actor) return null;
  const [needs, { products }] = await Promise.all([
    api.openNeeds.list(),
    api.bankProducts.list({}),
  ]);
  const side = locale === "en" ? "en" : "zh";
  const today = shanghaiDay(new Date());
  const offered = products
    .filter(({ status, content }) => status === "published" && isValidOn(content, today))
    .map(({ id, content }) => ({ id, name: content.name }));
  const mayTake = can(actor, "open_need.take", { bankId: actor.organizationId });
  const parts = [
    { key: "open", rows: needs.filter(({ mine, takers }) => !mine && takers < mostTakers) },
    { key: "mine", rows: needs.filter(({ mine }) => mine) },
    { key: "gone", rows: needs.filter(({ mine, takers }) => !mine && takers >= mostTakers) },
  ] as const;
  return (
    <ClientMessages namespaces={["common", "errors", "openNeeds"]}>
      <PageHeader title={t("title")} lead={t("lead")} />
      <KeptFocus through={parts[0].rows.map(({ id }) => id).join(" ")} />
      {needs.length === 0 && <Empty title={t("empty")}>{t("emptyHint")}</Empty>}
      <div className="grid gap-10">
        {parts.map(
          ({ key, rows }) =>
            rows.length > 0 && (
              <Section key={key} title={t(key)}>
                <ul>
                  {rows.map(({ id, bands, isOpen, closesAt, takers, mine }) => (
                    <li key={id} className="grid gap-3 border-t border-line py-4">
                      <p className="figures flex flex-wrap items-baseline gap-x-6 text-sm">
                        <span>
                          {isOpen ? t("until", { until: lastDay(closesAt, locale) }) : t("ended")}
                        </span>
                        <span className="text-ink-soft">
                          {takers >= mostTakers ? t("full") : t("places", { count: takers })}
                        </span>
                        {mine && (
                          <Status tone={tones[mine.status]}>{t(`status.${mine.status}`)}</Status>
                        )}
                      </p>
                      <NeedBands bands={bands} />
                      {mine && (
                        <p className="measure text-sm text-ink-soft">
                          {t("yours", {
                            product:
                              products.find((one) => one.id === mine.productId)?.content.name[
                                side
                              ] ?? "",
                          })}
                          {mine.message && ` · ${mine.message}`}
                        </p>
                      )}
                      {key === "open" && mayTake && (
                        <Details summary={t("take")}>
                          <TakeForm openNeedId={id} products={offered} />
                        </Details>
                      )}
                      {key === "open" && !mayTake && (
                        <p className="text-sm text-ink-soft">{t("onlyOfficer")}</p>
                      )}
                    </li>
                  ))}
                </ul>
              </Section>
            ),
        )}
      </div>
    </ClientMessages>
  );
}
