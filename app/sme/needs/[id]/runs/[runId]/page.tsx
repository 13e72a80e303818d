import { getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import Form from "next/form";
import { Amount, Count, Day, Duration, Instant, Month } from "@/components/format/values";
import { PageHeader, Section } from "@/components/layout/page-header";
import { ReplayProof } from "@/components/matching/replay-proof";
import { WeightsText } from "@/components/matching/weights-text";
import { Button } from "@/components/ui/button";
import { DescriptionList } from "@/components/ui/description-list";
import { verdicts } from "@/domain/matching/verdict";
import { caller, orNotFound } from "@/server/trpc/rsc";

export async function generateMetadata() {
  return { title: (await getTranslations("needs.runs"))("one") };
}

export default async function RunPage({
  params,
  searchParams,
}: {
  params: Promise<{ id: string; runId: string }>;
  searchParams: Promise<{ replay?: string | string[] }>;
}) {
  const { id: needId, runId } = await params;
  const isAsked = (await searchParams).replay === "1";
  const t = await getTranslations("needs");
  const states = await getTranslations("states.verdict");
  const api = await caller();
  const run = await orNotFound(api.matches.getRun({ runId }));
  if (run.needId !== needId.toLowerCase()) notFound();
  const replay = isAsked ? await orNotFound(api.matches.replay({ runId })) : null;
  return (
    <>
      <PageHeader
        back={{ href: `/sme/needs/${needId}`, label: t("page.title") }}
        title={t("runs.one")}
        lead={
          <p className="flex flex-wrap gap-x-5">
            <Instant at={run.at} />
            <span>
              <Amount fen={run.amount} /> · <Duration months={run.termMonths} />
            </span>
          </p>
        }
      />
      <div className="grid gap-10">
        <DescriptionList
          columns={2}
          items={[
            { term: t("runs.weights"), details: <WeightsText weights={run.weights} /> },
            { term: t("runs.on"), details: <Day day={run.on} /> },
            { term: t("runs.month"), details: <Month month={run.month} /> },
            {
              term: t("runs.basis"),
              details: t(run.readUnderConsent ? "runs.allowed" : "runs.publicOnly"),
            },
            { term: t("runs.engine"), details: <Count count={run.engine} /> },
            ...verdicts.map((verdict) => ({
              key: verdict,
              term: states(verdict),
              details: <Count count={run.counts[verdict]} />,
            })),
          ]}
        />
        <Section title={t("replay.title")} lead={t("replay.lead")}>
          {replay ? (
            <ReplayProof replay={replay} />
          ) : (
            <Form action={`/sme/needs/${needId}/runs/${runId}`}>
              <input type="hidden" name="replay" value="1" />
              <Button type="submit">{t("replay.action")}</Button>
            </Form>
          )}
        </Section>
      </div>
    </>
  );
}
