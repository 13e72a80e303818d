import { useTranslations } from "next-intl";
import { DetailLink } from "@/components/ui/detail-link";
import { Amount, Duration, Instant } from "@/components/format/values";
import { useBankName, useOwnText } from "@/components/products/texts";
import { Status } from "@/components/ui/status";
import type { OwnApplicationRow } from "@/domain/applications/enterprise-schema";
import { applicationTones } from "./application-tone";
import { ApplicationClock } from "./sme-clock";

/** Applications in a list: which bank, how it stands, how long it may take. */
export function ApplicationRows({
  applications,
  now,
}: {
  applications: readonly OwnApplicationRow[];
  now: Date;
}) {
  const t = useTranslations("applications");
  const states = useTranslations("states.application");
  const own = useOwnText();
  const bankName = useBankName();
  return (
    <ul className="border-t border-line">
      {applications.map((application) => (
        <li
          key={application.id}
          className="grid gap-x-8 gap-y-2 border-b border-line py-4 sm:grid-cols-[minmax(0,1fr)_16rem]"
        >
          <div className="grid content-start gap-1">
            <p className="text-sm text-ink-soft">{bankName(application.bank)}</p>
            <p className="text-lg">
              <DetailLink href={`/sme/applications/${application.id}`}>
                {own(application.product.name)}
              </DetailLink>
            </p>
            <p className="flex flex-wrap gap-x-5 text-sm text-ink-soft">
              <Amount fen={application.amount} />
              <Duration months={application.termMonths} />
              {application.submittedAt && (
                <span>
                  {t("submittedOn")} <Instant at={application.submittedAt} only="day" />
                </span>
              )}
            </p>
          </div>
          <div className="grid content-start gap-2">
            <Status tone={applicationTones[application.status]}>
              {states(application.status)}
            </Status>
            <ApplicationClock application={application} now={now} />
          </div>
        </li>
      ))}
    </ul>
  );
}
