import { useTranslations } from "next-intl";
import { formatBytes } from "@/components/format/count";
import { Instant } from "@/components/format/values";
import { PublicRecords } from "@/components/enterprises/public-records";
import { RegistryCard } from "@/components/enterprises/registry-card";
import { Section } from "@/components/layout/page-header";
import { Details } from "@/components/ui/details";
import { Status } from "@/components/ui/status";
import { Timeline } from "@/components/ui/timeline";
import type { CaseView } from "@/domain/applications/bank-schema";
import { useLocale } from "next-intl";

/** What anyone may know of the firm. */
export function CaseRegistry({ application }: { application: CaseView }) {
  const t = useTranslations("bank.case");
  const { enterprise } = application;
  return (
    <Section title={t("registry")}>
      <RegistryCard enterprise={enterprise} />
      {enterprise.records.length > 0 && (
        <Details summary={t("records", { count: enterprise.records.length })}>
          <PublicRecords records={enterprise.records} />
        </Details>
      )}
    </Section>
  );
}

/** What the bank asked for, what came back, and every file the firm sent. */
export function CaseInformation({ application }: { application: CaseView }) {
  const t = useTranslations("bank.case");
  const kinds = useTranslations("states.informationKind");
  const states = useTranslations("states.information");
  const locale = useLocale();
  const { requests, documents } = application;
  if (requests.length + documents.length === 0) return null;
  return (
    <Section title={t("information")}>
      {requests.map((request) => (
        <article key={request.id} className="grid gap-1 border-b border-line pb-3">
          <p className="flex flex-wrap items-baseline justify-between gap-x-4">
            <span className="font-medium">{kinds(request.kind)}</span>
            <Status tone={request.status === "answered" ? "good" : "waiting"}>
              {states(request.status)}
            </Status>
          </p>
          <p className="measure whitespace-pre-line">{request.message}</p>
          <p className="text-sm text-ink-soft">
            <Instant at={request.askedAt} />
          </p>
          {request.answer && (
            <blockquote className="measure border-s-2 border-line-strong ps-3 whitespace-pre-line">
              {request.answer}
            </blockquote>
          )}
        </article>
      ))}
      {documents.length > 0 && (
        <ul aria-label={t("documents")}>
          {documents.map((document) => (
            <li key={document.id} className="flex flex-wrap justify-between gap-x-4 py-1">
              <a
                className="link"
                href={`/bank/applications/${application.id}/documents/${document.id}`}
                download={document.name}
              >
                {document.name}
              </a>
              <span className="text-sm text-ink-soft">
                {formatBytes(document.size, locale)} · <Instant at={document.uploadedAt} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

/** Every step of the application since it was submitted. */
export function CaseHistory({ application }: { application: CaseView }) {
  const t = useTranslations("bank.case");
  const states = useTranslations("states.application");
  return (
    <Section title={t("history")}>
      <Timeline
        label={t("history")}
        entries={application.history.toReversed().map((step, index) => ({
          key: step.id,
          title: states(step.to),
          when: <Instant at={step.at} />,
          body: t(step.isOwn ? "by.you" : `by.${step.actorParty}`),
          tone: index === 0 ? ("done" as const) : ("neutral" as const),
        }))}
      />
    </Section>
  );
}
