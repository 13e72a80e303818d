import { useLocale, useTranslations } from "next-intl";
import { formatBytes } from "@/components/format/count";
import { Instant } from "@/components/format/values";
import { Section } from "@/components/layout/page-header";
import { MatchAgain } from "@/components/needs/need-acts";
import { LinkButton } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Status } from "@/components/ui/status";
import { Timeline } from "@/components/ui/timeline";
import type { OwnApplicationView } from "@/domain/applications/enterprise-schema";
import { applicationCan } from "@/domain/applications/lifecycle";
import { findReason } from "@/domain/applications/reason-codes";
import { useOwnText } from "@/components/products/texts";
import { applicationTones } from "./application-tone";
import { AnswerInformation, AttachDocument } from "./sme-answer";

/** Every transition: what, when, and by whom. */
export function ApplicationTimeline({ application }: { application: OwnApplicationView }) {
  const t = useTranslations("applications");
  const states = useTranslations("states.application");
  return (
    <Section title={t("timeline")}>
      <Timeline
        label={t("timeline")}
        entries={application.timeline.map((event, index) => ({
          key: event.id,
          title: states(event.to),
          when: <Instant at={event.at} />,
          body: t(`by.${event.actorParty}`),
          tone: index === 0 ? applicationTones[event.to] : "done",
        }))}
      />
    </Section>
  );
}

/** What the bank asked for and what was answered; the open one can be answered here. */
export function InformationRequests({ application }: { application: OwnApplicationView }) {
  const t = useTranslations("applications.requests");
  const states = useTranslations("states");
  const asks = useTranslations("asks");
  if (application.requests.length === 0) return null;
  const canAnswer = applicationCan("answer_information", application);
  return (
    <Section title={t("title")}>
      {application.requests.map((request) => (
        <article key={request.id} className="grid gap-3 border-t border-line py-4">
          <p className="flex flex-wrap justify-between gap-x-6 text-sm">
            <Status tone={request.status === "open" ? "waiting" : "neutral"}>
              {states(`informationKind.${request.kind}`)} ·{" "}
              {states(`information.${request.status}`)}
            </Status>
            <span className="text-ink-soft">
              {t("due")} <Instant at={new Date(request.dueAt.getTime() - 1)} only="day" />
            </span>
          </p>
          <p className="measure whitespace-pre-line">{request.message}</p>
          {request.answer && (
            <blockquote className="measure border-s-2 border-line ps-4 whitespace-pre-line text-ink-soft">
              {request.answer}
            </blockquote>
          )}
          {request.status === "open" && request.kind === "extra_item" && (
            <div>
              {/* It is asked under the same id: signing it is the answer. */}
              <LinkButton href={`/sme/asks/${request.id}`}>{asks("see")}</LinkButton>
            </div>
          )}
          {request.status === "open" && canAnswer && (
            <AnswerInformation applicationId={application.id} requestId={request.id} />
          )}
        </article>
      ))}
    </Section>
  );
}

/** Papers sent along, under the names they were given here. */
export function Documents({ application }: { application: OwnApplicationView }) {
  const t = useTranslations("applications.documents");
  const locale = useLocale();
  const canAttach = applicationCan("attach_document", application);
  if (!canAttach && application.documents.length === 0) return null;
  return (
    <Section title={t("title")} lead={canAttach ? t("lead") : undefined}>
      <ul className="border-t border-line empty:hidden">
        {application.documents.map((document) => (
          <li
            key={document.id}
            className="figures flex flex-wrap justify-between gap-x-6 border-b border-line py-2"
          >
            <span>{document.name}</span>
            <span className="text-sm text-ink-soft">
              {formatBytes(document.size, locale)} · <Instant at={document.uploadedAt} />
            </span>
          </li>
        ))}
      </ul>
      {canAttach && <AttachDocument applicationId={application.id} />}
    </Section>
  );
}

/** Why the bank declined, what can be done about it, and the way on. */
export function Declined({ application }: { application: OwnApplicationView }) {
  const t = useTranslations("applications.declined");
  const own = useOwnText();
  return (
    <Notice
      tone="refused"
      title={t("title")}
      action={application.needId && <MatchAgain needId={application.needId} />}
    >
      <ul className="grid gap-3">
        {application.declineReasons.map((code) => {
          const reason = findReason(code);
          return (
            <li key={code}>
              <p className="font-medium">{reason ? own(reason.text) : code}</p>
              {reason && <p>{t("advice", { advice: own(reason.advice) })}</p>}
            </li>
          );
        })}
      </ul>
      {application.declineMessage && (
        <p className="mt-3 whitespace-pre-line">
          {t("said", { message: application.declineMessage })}
        </p>
      )}
    </Notice>
  );
}
