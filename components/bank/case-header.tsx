import { useLocale, useTranslations } from "next-intl";
import { Amount, Duration, Instant } from "@/components/format/values";
import { PageHeader } from "@/components/layout/page-header";
import type { CaseView } from "@/domain/applications/bank-schema";
import { ApplicationClock } from "./application-clock";
import { ApplicationState } from "./application-status";

/** Who asks for what, where it stands, and what the clock says. */
export function CaseHeader({
  application,
  deadline,
  now,
  title,
}: {
  application: CaseView;
  deadline: Date | null;
  now: Date;
  /** On a page below the case: what is done there. */
  title?: string;
}) {
  const t = useTranslations("bank.case");
  const purposes = useTranslations("states.needPurpose");
  const locale = useLocale();
  const { enterprise, need, product, status } = application;
  const isAsking = status === "information_requested";
  return (
    <PageHeader
      back={
        title
          ? { href: `/bank/applications/${application.id}`, label: t("back") }
          : { href: "/bank", label: t("queue") }
      }
      title={title ? `${title} · ${enterprise.name}` : enterprise.name}
      lead={
        <>
          <p className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
            <ApplicationState status={status} />
            <span>
              <Amount fen={application.amount} /> · <Duration months={application.termMonths} />
            </span>
            {need && <span>{need.purposeText ?? purposes(need.purpose)}</span>}
            <span>{product.content.name[locale === "en" ? "en" : "zh"]}</span>
            {application.submittedAt && (
              <span>
                {t.rich("submitted", {
                  at: () => <Instant key="at" at={application.submittedAt ?? now} only="day" />,
                })}
              </span>
            )}
          </p>
          <div className="mt-3 grid max-w-sm gap-3">
            {isAsking && <p className="-mb-2 text-sm text-ink-soft">{t("clock.firm")}</p>}
            <ApplicationClock status={status} deadline={deadline} now={now} />
            {isAsking && (
              <>
                <p className="-mb-2 text-sm text-ink-soft">{t("clock.bank")}</p>
                <ApplicationClock
                  status="under_review"
                  deadline={application.decideBy}
                  stoppedAt={application.clockStoppedAt}
                  now={now}
                />
              </>
            )}
          </div>
        </>
      }
    />
  );
}
