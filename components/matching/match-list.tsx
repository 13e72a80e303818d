import { useTranslations } from "next-intl";
import Form from "next/form";
import Link from "next/link";
import type { ReactNode } from "react";
import { Section } from "@/components/layout/page-header";
import { useOwnText } from "@/components/products/texts";
import { Button, LinkButton } from "@/components/ui/button";
import { Details } from "@/components/ui/details";
import { Pagination } from "@/components/ui/pagination";
import { Tabs } from "@/components/ui/tabs";
import type { MatchListView, MatchView } from "@/domain/matching/views";
import { type Verdict, verdicts } from "@/domain/matching/verdict";
import { rankingSides } from "@/domain/matching/weights";
import { ChooseProduct } from "./choose-product";
import { type MatchAddress, matchHref } from "./match-address";
import { MatchCard } from "./match-card";

type Taken = { id: string; productId: string };

/** As many cards of a verdict as fit a page; the next ones are a press away. */
export const cardsAPage = { together: 10, alone: 20 } as const;

/** All products by verdict, the best first; those that do not fit are one press away with their reasons. */
export function MatchList({
  list,
  address,
  taken,
  canApply,
}: {
  list: MatchListView;
  address: MatchAddress;
  /** Live applications of this need. */
  taken: readonly Taken[];
  canApply: boolean;
}) {
  const t = useTranslations("needs.match");
  const own = useOwnText();
  const { need, matches, counts } = list;
  const { verdict: only, weights } = address;
  const total = verdicts.reduce((sum, verdict) => sum + counts[verdict], 0);
  const card = (match: MatchView) => {
    const application = taken.find(({ productId }) => productId === match.id);
    const act = application ? (
      <div>
        <LinkButton href={`/sme/applications/${application.id}`} variant="quiet">
          {t("applied")}
        </LinkButton>
      </div>
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
  const cardsOf = (verdict: Verdict): ReactNode => {
    const shown = matches.filter((match) => match.verdict === verdict);
    const isMore = only === null && counts[verdict] > shown.length;
    return (
      <>
        <div>{shown.map(card)}</div>
        {isMore && (
          <p className="py-3">
            <Link href={matchHref(need.id, { weights, verdict })} className="link">
              {t("all", { count: counts[verdict] })}
            </Link>
          </p>
        )}
      </>
    );
  };
  const isShown = (verdict: Verdict) => only === null || only === verdict;
  const pageHref = (page: number) => matchHref(need.id, { weights, verdict: only, page });
  const seen = address.page * cardsAPage.alone;
  return (
    <div className="group grid gap-8">
      <Tabs
        label={t("filter")}
        tabs={[null, ...verdicts].map((verdict) => ({
          href: matchHref(need.id, { weights, verdict }),
          label: t(`tab.${verdict ?? "all"}`),
          isCurrent: verdict === only,
          count: verdict ? counts[verdict] : total,
        }))}
      />
      {matches.some(({ price }) => price !== null) && (
        <Form
          id="compare"
          action={`/sme/needs/${need.id}`}
          // Once something is ticked, the button stays in sight.
          className="no-print z-10 justify-self-start bg-paper group-has-[[name=compare]:checked]:sticky group-has-[[name=compare]:checked]:top-2"
        >
          {weights &&
            rankingSides.map((side) => (
              <input key={side} type="hidden" name={side} value={weights[side]} />
            ))}
          {only && <input type="hidden" name="verdict" value={only} />}
          <Button type="submit" variant="quiet" size="small">
            {t("compareChosen")}
          </Button>
        </Form>
      )}
      {isShown("eligible") && (
        <Section title={t("eligible", { count: counts.eligible })}>
          {counts.eligible > 0 ? (
            cardsOf("eligible")
          ) : (
            <p className="text-ink-soft">{t("noneEligible")}</p>
          )}
        </Section>
      )}
      {isShown("unknown") && (counts.unknown > 0 || only !== null) && (
        <Section
          title={t("unknown", { count: counts.unknown })}
          lead={counts.unknown > 0 ? t("unknownLead") : t("noneUnknown")}
        >
          {cardsOf("unknown")}
        </Section>
      )}
      {isShown("not_eligible") && (counts.not_eligible > 0 || only !== null) && (
        <Section
          title={t("notEligible", { count: counts.not_eligible })}
          lead={counts.not_eligible === 0 && t("noneNotEligible")}
        >
          {only === null ? (
            <Details summary={t("showNotEligible")} isOpen={counts.eligible + counts.unknown === 0}>
              {cardsOf("not_eligible")}
            </Details>
          ) : (
            cardsOf("not_eligible")
          )}
        </Section>
      )}
      {only && (
        <Pagination
          {...(address.page > 1 && { previousHref: pageHref(address.page - 1) })}
          {...(counts[only] > seen && { nextHref: pageHref(address.page + 1) })}
        />
      )}
    </div>
  );
}
