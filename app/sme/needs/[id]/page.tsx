import { getTranslations } from "next-intl/server";
import { MatchAgain, WithdrawNeed } from "@/components/needs/need-acts";
import { ApplicationRows } from "@/components/applications/sme-application-rows";
import { PageHeader, Section } from "@/components/layout/page-header";
import { CompareTable } from "@/components/matching/compare-table";
import { MatchList } from "@/components/matching/match-list";
import { ClientMessages } from "@/components/messages/client-messages";
import { NeedTitle, needTones } from "@/components/needs/need-summary";
import { LinkButton } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Status } from "@/components/ui/status";
import { liveApplicationStatuses } from "@/domain/applications/lifecycle";
import { liveApplicationsPerNeed, needCan } from "@/domain/needs/lifecycle";
import { caller, orNotFound } from "@/server/trpc/rsc";

export async function generateMetadata() {
  return { title: (await getTranslations("needs.page"))("title") };
}

const mostCompared = 4;

export default async function NeedPage({
  params,
  searchParams,
}: {
  params: Promise<{ id: string }>;
  searchParams: Promise<{ compare?: string | string[] }>;
}) {
  const { id: needId } = await params;
  const compared = [(await searchParams).compare ?? []].flat().slice(0, mostCompared);
  const t = await getTranslations("needs");
  const states = await getTranslations("states.need");
  const errors = await getTranslations("errors");
  const api = await caller();
  const need = await orNotFound(api.needs.get({ needId }));
  const [{ applications }, list] = await Promise.all([
    api.enterpriseApplications.list({ needId }),
    needCan("match", need) ? api.matches.list({ needId }) : null,
  ]);
  const live = applications.filter(({ status }) =>
    liveApplicationStatuses.some((one) => one === status),
  );
  const chosen = list?.matches.filter(({ id }) => compared.includes(id)) ?? [];
  const withheld = list?.withheld?.replaceAll(".", "_");
  return (
    <ClientMessages namespaces={["common", "needs", "errors"]}>
      <PageHeader
        back={{ href: "/sme/needs", label: t("title") }}
        title={<NeedTitle need={need} />}
        lead={
          <p className="flex flex-wrap gap-x-5">
            <Status tone={needTones[need.status]}>{states(need.status)}</Status>
            {need.purposeText && <span>{need.purposeText}</span>}
          </p>
        }
        actions={needCan("withdraw", need) && <WithdrawNeed needId={needId} />}
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
        {chosen.length > 0 && (
          <Section
            title={t("match.compareTitle")}
            actions={
              <LinkButton href={`/sme/needs/${needId}`} variant="quiet" size="small">
                {t("match.compareClose")}
              </LinkButton>
            }
          >
            <CompareTable matches={chosen} />
          </Section>
        )}
        {list && (
          <MatchList
            list={list}
            taken={live.map(({ id, product }) => ({ id, productId: product.id }))}
            canApply={needCan("apply", need) && live.length < liveApplicationsPerNeed}
          />
        )}
        {need.status === "draft" && <MatchAgain needId={needId} />}
      </div>
    </ClientMessages>
  );
}
