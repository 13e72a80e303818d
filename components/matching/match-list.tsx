import { useTranslations } from "next-intl";
import { Section } from "@/components/layout/page-header";
import { Button, LinkButton } from "@/components/ui/button";
import { Details } from "@/components/ui/details";
import { useOwnText } from "@/components/products/texts";
import type { MatchListView, MatchView } from "@/domain/matching/views";
import { ChooseProduct } from "./choose-product";
import { MatchCard } from "./match-card";

type Taken = { id: string; productId: string };

/** All products by verdict, the best first; those that do not fit are one press away with their reasons. */
export function MatchList({
  list,
  taken,
  canApply,
}: {
  list: MatchListView;
  /** Live applications of this need. */
  taken: readonly Taken[];
  canApply: boolean;
}) {
  const t = useTranslations("needs.match");
  const own = useOwnText();
  const { need, matches } = list;
  const of = (verdict: MatchView["verdict"]) =>
    matches.filter((match) => match.verdict === verdict);
  const [eligible, unknown, notEligible] = [of("eligible"), of("unknown"), of("not_eligible")];
  const card = (match: MatchView) => {
    const application = taken.find(({ productId }) => productId === match.id);
    const act = application ? (
      <LinkButton href={`/sme/applications/${application.id}`} variant="quiet">
        {t("applied")}
      </LinkButton>
    ) : canApply && match.verdict !== "not_eligible" ? (
      <ChooseProduct needId={need.id} productId={match.id} product={own(match.content.name)} />
    ) : null;
    return (
      <MatchCard
        key={match.id}
        match={match}
        act={act}
        canCompare={match.price !== null}
        allowHref={
          match.settlingItems.length > 0
            ? `/sme/consents/matching?items=${match.settlingItems.join(",")}&next=/sme/needs/${need.id}`
            : null
        }
      />
    );
  };
  return (
    <div className="grid gap-10">
      <form id="compare" action={`/sme/needs/${need.id}`} className="no-print">
        <p className="measure mb-3 text-sm text-ink-soft">{t("ranking")}</p>
        <Button type="submit" variant="quiet" size="small">
          {t("compareChosen")}
        </Button>
      </form>
      <Section title={t("eligible", { count: eligible.length })}>
        {eligible.length > 0 ? (
          <div>{eligible.map(card)}</div>
        ) : (
          <p className="text-ink-soft">{t("noneEligible")}</p>
        )}
      </Section>
      {unknown.length > 0 && (
        <Section title={t("unknown", { count: unknown.length })} lead={t("unknownLead")}>
          <div>{unknown.map(card)}</div>
        </Section>
      )}
      {notEligible.length > 0 && (
        <Section title={t("notEligible", { count: notEligible.length })}>
          <Details summary={t("showNotEligible")} isOpen={eligible.length + unknown.length === 0}>
            <div>{notEligible.map(card)}</div>
          </Details>
        </Section>
      )}
    </div>
  );
}
