import { getTranslations } from "next-intl/server";
import { AskList } from "@/components/asks/ask-list";
import { PersonConsents } from "@/components/asks/person-consents";
import { CaseActs } from "@/components/bank/case-acts";
import { caseDeadline } from "@/components/bank/case-deadline";
import { CaseHistory, CaseInformation, CaseRegistry } from "@/components/bank/case-facts";
import { CaseHeader } from "@/components/bank/case-header";
import { QueueList } from "@/components/bank/queue-list";
import { ReadProfile } from "@/components/bank/read-profile";
import { Section } from "@/components/layout/page-header";
import { ClientMessages } from "@/components/messages/client-messages";
import { queueTabNames, queueTabs, type CaseView } from "@/domain/applications/bank-schema";
import { applicationCan, type ApplicationStatus } from "@/domain/applications/lifecycle";
import { can } from "@/domain/policy";
import { caller } from "@/server/trpc/rsc";
import { loadCase } from "./load-case";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props) {
  const { application } = await loadCase(params);
  return { title: application.enterprise.name };
}

export default async function CasePage({ params }: Props) {
  const t = await getTranslations("bank.case");
  const { application, actor } = await loadCase(params);
  const api = await caller();
  const applicationId = application.id;
  const [{ offers }, contract, asks, consents] = await Promise.all([
    api.bankOffers.list({ applicationId }),
    api.bankContracts.find({ applicationId }),
    api.asks.ofBank({ applicationId }),
    api.bankConsents.list({ applicationId }),
  ]);
  const now = new Date();
  const mayRead = can(actor, "profile.read", application);
  return (
    <ClientMessages
      namespaces={[
        "common",
        "bank",
        "asks",
        "auth",
        "states",
        "errors",
        "profiles",
        "sources",
        "indicators",
      ]}
    >
      <div className="gap-8 2xl:grid 2xl:grid-cols-[17rem_minmax(0,1fr)]">
        <Beside application={application} now={now} />
        <div className="min-w-0">
          <CaseHeader
            application={application}
            deadline={caseDeadline(application, offers)}
            now={now}
          />
          <div className="grid gap-10 lg:grid-cols-[minmax(0,1fr)_20rem]">
            <div className="order-last grid min-w-0 content-start gap-10 lg:order-none">
              <Section title={t("profile")}>
                {application.consent ? (
                  <ReadProfile
                    applicationId={applicationId}
                    consent={application.consent}
                    canRead={mayRead && applicationCan("read_profile", application)}
                    unreadable={
                      !mayRead
                        ? "notYours"
                        : applicationCan("accept", application)
                          ? "notNow"
                          : "over"
                    }
                  />
                ) : (
                  <p className="text-ink-soft">{t("noConsent")}</p>
                )}
              </Section>
              <PersonConsents actor={actor} consents={consents} />
              <AskList asks={asks} actor={actor} now={now} />
              <CaseInformation application={application} />
              <CaseRegistry application={application} />
              <CaseHistory application={application} />
            </div>
            <aside className="no-print lg:border-s lg:border-line lg:ps-6">
              <CaseActs {...{ actor, application, offers, contract }} />
            </aside>
          </div>
        </div>
      </div>
    </ClientMessages>
  );
}

/** The queue this case stands in, where the screen has room for it. */
async function Beside({ application, now }: { application: CaseView; now: Date }) {
  const holds = (statuses: readonly ApplicationStatus[]) => statuses.includes(application.status);
  const tab = queueTabNames.find((name) => holds(queueTabs[name])) ?? "in_review";
  const { rows } = await (await caller()).bankApplications.queue({ tab });
  const t = await getTranslations("bank.queue");
  return (
    <nav aria-label={t(`tab.${tab}`)} className="no-print hidden 2xl:block">
      <p className="pb-2 text-sm text-ink-soft">{t(`tab.${tab}`)}</p>
      <QueueList rows={rows} now={now} currentId={application.id} isCompact />
    </nav>
  );
}
