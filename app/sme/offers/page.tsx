import { getTranslations } from "next-intl/server";
import { PageHeader, Section } from "@/components/layout/page-header";
import { ClientMessages } from "@/components/messages/client-messages";
import { SmeOffer } from "@/components/offers/sme-offer";
import { LinkButton } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import { Notice } from "@/components/ui/notice";
import { offerCan } from "@/domain/offers/lifecycle";
import { can } from "@/domain/policy";
import { caller, currentActor, orNotFound } from "@/server/trpc/rsc";

export async function generateMetadata() {
  return { title: (await getTranslations("offers"))("title") };
}

export default async function OffersPage({
  searchParams,
}: {
  searchParams: Promise<{ need?: string }>;
}) {
  const { need: needId } = await searchParams;
  const t = await getTranslations("offers");
  const needs = await getTranslations("needs");
  const [api, actor] = await Promise.all([caller(), currentActor()]);
  const { offers } = await orNotFound(api.enterpriseOffers.list(needId ? { needId } : {}));
  const now = new Date();
  const open = offers.filter((offer) => offerCan("accept", offer, now));
  const closed = offers.filter((offer) => !open.includes(offer));
  const canAnswer = (offer: (typeof offers)[number]) =>
    actor !== null && can(actor, "offer.accept", offer);
  // Cheaper is only said of offers for the same amount and term.
  const isCheapest = (offer: (typeof offers)[number]) => {
    const rivals = open.filter(
      (other) =>
        other.needId === offer.needId &&
        other.amount === offer.amount &&
        other.termMonths === offer.termMonths,
    );
    return rivals.length > 1 && rivals.every(({ totalCost }) => offer.totalCost <= totalCost);
  };
  return (
    <ClientMessages namespaces={["common", "offers", "errors", "auth"]}>
      <PageHeader
        title={t("title")}
        lead={t("lead")}
        back={
          needId
            ? { href: `/sme/needs/${needId}`, label: t("backToNeed") }
            : { href: "/sme/needs", label: needs("title") }
        }
      />
      {offers.length === 0 && (
        <Empty
          title={t("empty.title")}
          action={<LinkButton href="/sme/applications">{t("empty.act")}</LinkButton>}
        >
          {t("empty.body")}
        </Empty>
      )}
      <div className="grid gap-10">
        {open.length > 0 && (
          <Section title={t("open", { count: open.length })}>
            {!open.some(canAnswer) && <Notice tone="waiting">{t("onlyOwner")}</Notice>}
            <div>
              {open.map((offer) => (
                <SmeOffer
                  key={offer.id}
                  offer={offer}
                  now={now}
                  isCheapest={isCheapest(offer)}
                  canAnswer={canAnswer(offer)}
                />
              ))}
            </div>
          </Section>
        )}
        {closed.length > 0 && (
          <Section title={t("closed")}>
            <div>
              {closed.map((offer) => (
                <SmeOffer
                  key={offer.id}
                  offer={offer}
                  now={now}
                  isCheapest={false}
                  canAnswer={false}
                />
              ))}
            </div>
          </Section>
        )}
      </div>
    </ClientMessages>
  );
}
