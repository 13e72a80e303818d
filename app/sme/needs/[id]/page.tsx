import { getTranslations } from "next-intl/server";
import { MatchAgain, WithdrawNeed } from "@/components/needs/need-acts";
import { ApplicationRows } from "@/components/applications/sme-application-rows";
import { PageHeader, Section } from "@/components/layout/page-header";
import { CompareTable } from "@/components/matching/compare-table";
import { addressOf, matchHref, type MatchParams } from "@/components/matching/match-address";
import { cardsAPage, MatchList } from "@/components/matching/match-list";
import { RefreshFacts } from "@/components/matching/refresh-facts";
import { RunList } from "@/components/matching/run-list";
import { WeightsForm } from "@/components/matching/weights-form";
import { ClientMessages } from "@/components/messages/client-messages";
import { NeedTitle, needTones } from "@/components/needs/need-summary";
import { LprNote } from "@/components/products/lpr-note";
import { LinkButton } from "@/components/ui/button";
import { Details } from "@/components/ui/details";
import { Empty } from "@/components/ui/empty";
import { Notice } from "@/components/ui/notice";
import { Status } from "@/components/ui/status";
import { liveApplicationStatuses } from "@/domain/applications/lifecycle";
import { liveApplicationsPerNeed, needCan } from "@/domain/needs/lifecycle";
import { lprPublication } from "@/domain/loans/lpr";
import { shanghaiDay } from "@/domain/shared/calendar";
import { caller, orNotFound } from "@/server/trpc/rsc";

export async function generateMetadata() {
  return { title: (await getTranslations("needs.page"))("title") };
}

export default async function NeedPage({
  params,
  searchParams,
}: {
  params: Promise<{ id: string }>;
  searchParams: Promise<MatchParams>;
}) {
  const { id: needId } = await params;
  const address = addressOf(await searchParams);
  const t = await getTranslations("needs");
  const states = await getTranslations("states.need");
  const errors = await getTranslations("errors");
  const api = await caller();
  const need = await orNotFound(api.needs.get({ needId }));
  const { verdict, page, weights, compare } = address;
  const take = verdict ? cardsAPage.alone : cardsAPage.together;
  const part = { take, from: verdict ? (page - 1) * take : 0, compare };
  const [{ applications }, list, { runs }] = await Promise.all([
    api.enterpriseApplications.list({ needId }),
    needCan("match", need)
      ? api.matches.list({
          needId,
          ...part,
          ...(verdict && { verdict }),
          ...(weights && { weights }),
        })
      : null,
    api.matches.runs({ needId }),
  ]);
  const today = shanghaiDay(new Date());
  // What no product lends has no cost to go by.
  const isPriced = list?.matches.some(({ price }) => price !== null) ?? false;
  const live = applications.filter(({ status }) =>
    liveApplicationStatuses.some((one) => one === status),
  );
  const withheld = list?.withheld?.replaceAll(".", "_");
  const judged = list ? list.counts.eligible + list.counts.unknown + list.counts.not_eligible : 0;
  return (
    <ClientMessages namespaces={["common", "needs", "sources", "errors"]}>
      <PageHeader
        back={{ href: "/sme/needs", label: t("title") }}
        title={<NeedTitle need={need} />}
        lead={
          <p className="flex flex-wrap gap-x-5">
            <Status tone={needTones[need.status]}>{states(need.status)}</Status>
            {need.purposeText && <span>{need.purposeText}</span>}
          </p>
        }
        actions={
          <>
            {needCan("update", need) && live.length === 0 && (
              <LinkButton href={`/sme/needs/${needId}/edit`} variant="quiet" size="small">
                {t("edit.action")}
              </LinkButton>
            )}
            {needCan("apply", need) && (
              <LinkButton href={`/sme/needs/${needId}/open`} variant="quiet" size="small">
                {t("page.open")}
              </LinkButton>
            )}
            {needCan("withdraw", need) && <WithdrawNeed needId={needId} />}
          </>
        }
      />
      <div className="grid gap-10">
        {applications.length > 0 && (
          <Section
            title={t("page.applications")}
            lead={list && t("page.limit", { most: liveApplicationsPerNeed })}
          >
            <ApplicationRows applications={applications} now={new Date()} />
          </Section>
        )}
        {list && !list.consent && (
          <Notice
            tone="waiting"
            title={t("page.publicOnly")}
            action={
              <LinkButton href={`/sme/consents/matching?next=/sme/needs/${needId}`}>
                {t("page.allow")}
              </LinkButton>
            }
          >
            {t("page.publicOnlyBody")}
          </Notice>
        )}
        {withheld && (
          <Notice tone="waiting" title={t("page.withheld")}>
            {errors(errors.has(withheld) ? withheld : "unavailable")}
          </Notice>
        )}
        {list && isPriced && (
          <div className="grid gap-2">
            <WeightsForm needId={needId} weights={list.weights} address={address} />
            <LprNote on={lprPublication(today).on} today={today} />
          </div>
        )}
        {list && list.compared.length > 0 && (
          <Section
            title={t("match.compareTitle")}
            actions={
              <LinkButton
                href={matchHref(needId, { weights, verdict })}
                variant="quiet"
                size="small"
              >
                {t("match.compareClose")}
              </LinkButton>
            }
          >
            <CompareTable matches={list.compared} />
          </Section>
        )}
        {list && judged > 0 && (
          <MatchList
            list={list}
            address={address}
            taken={live.map(({ id, product }) => ({ id, productId: product.id }))}
            canApply={needCan("apply", need) && live.length < liveApplicationsPerNeed}
          />
        )}
        {list && judged === 0 && (
          <Empty title={t("page.noProducts")}>{t("page.noProductsBody")}</Empty>
        )}
        {list?.consent && <RefreshFacts consentId={list.consent.id} />}
        {list && (
          <div className="grid gap-2">
            <MatchAgain needId={needId} weights={list.weights} />
            <p className="measure text-sm text-ink-soft">{t("page.matchAgainHint")}</p>
          </div>
        )}
        {runs.length > 0 && (
          <Section title={t("runs.title")} lead={t("runs.lead")}>
            <Details summary={t("runs.show", { count: runs.length })}>
              <RunList runs={runs} />
            </Details>
          </Section>
        )}
      </div>
    </ClientMessages>
  );
}
