import { getLocale, getTranslations } from "next-intl/server";
import { lastDay } from "@/components/open-needs/last-day";
import { PageHeader, Section } from "@/components/layout/page-header";
import { ClientMessages } from "@/components/messages/client-messages";
import { CloseOpening } from "@/components/open-needs/close-opening";
import { NeedBands } from "@/components/open-needs/need-bands";
import { OpenForm } from "@/components/open-needs/open-form";
import { Taker } from "@/components/open-needs/taker";
import { Notice } from "@/components/ui/notice";
import { needCan } from "@/domain/needs/lifecycle";
import { caller, orNotFound } from "@/server/trpc/rsc";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata() {
  return { title: (await getTranslations("openNeeds.sme"))("title") };
}

export default async function OpenNeedPage({ params }: Props) {
  const { id: needId } = await params;
  const [t, needs, locale, api] = await Promise.all([
    getTranslations("openNeeds.sme"),
    getTranslations("needs.page"),
    getLocale(),
    caller(),
  ]);
  const need = await orNotFound(api.needs.get({ needId }));
  const [{ preview, openings }, zones] = await Promise.all([
    api.openNeeds.own({ needId }),
    api.zones.list(),
  ]);
  const running = openings.find(({ isOpen }) => isOpen);
  return (
    <ClientMessages namespaces={["common", "errors", "openNeeds"]}>
      <PageHeader
        back={{ href: `/sme/needs/${needId}`, label: needs("title") }}
        title={t("title")}
        lead={t("lead")}
      />
      <div className="grid gap-10">
        <Section title={t("told")} lead={t("toldHint")}>
          <NeedBands bands={running?.bands ?? preview} />
        </Section>
        {!running && needCan("apply", need) && <OpenForm needId={needId} zones={zones} />}
        {!running && !needCan("apply", need) && <Notice tone="info">{t("notOpen")}</Notice>}
        {openings.map((opening) => (
          <Section
            key={opening.id}
            title={t(opening.isOpen ? "running" : "ended", {
              until: lastDay(opening.closesAt, locale),
            })}
            lead={
              opening.takes.length === 0
                ? t("nobody")
                : t("takers", { count: opening.takes.length })
            }
          >
            <ul>
              {opening.takes.map((take) => (
                <Taker key={take.id} take={take} />
              ))}
            </ul>
            {opening.isOpen && <CloseOpening openNeedId={opening.id} />}
          </Section>
        ))}
      </div>
    </ClientMessages>
  );
}
