import { getTranslations } from "next-intl/server";
import { HeldConsents } from "@/components/asks/held-consents";
import { RelinquishConsent } from "@/components/asks/relinquish-consent";
import { PageHeader, Section } from "@/components/layout/page-header";
import { ClientMessages } from "@/components/messages/client-messages";
import { can } from "@/domain/policy";
import { caller, currentActor } from "@/server/trpc/rsc";

export async function generateMetadata() {
  return { title: (await getTranslations("asks"))("held.title") };
}

const isLive = new Set(["active", "paused", "scheduled"]);

export default async function HeldConsentsPage() {
  const t = await getTranslations("asks.held");
  const [actor, api] = await Promise.all([currentActor(), caller()]);
  const consents = await api.bankConsents.list({});
  const mayGiveBack =
    actor !== null && can(actor, "consent.relinquish", { bankId: actor.organizationId });
  return (
    <ClientMessages namespaces={["common", "asks", "errors"]}>
      <PageHeader title={t("title")} lead={t("lead")} />
      <div className="grid gap-10">
        <Section title={t("live")}>
          <HeldConsents
            caption={t("live")}
            empty={t("none")}
            consents={consents.filter(({ status }) => isLive.has(status))}
            action={({ id, enterprise, isInReview }) =>
              mayGiveBack && !isInReview && <RelinquishConsent consentId={id} firm={enterprise} />
            }
          />
        </Section>
        <Section title={t("ended")}>
          <HeldConsents
            caption={t("ended")}
            empty={t("noneEnded")}
            consents={consents.filter(({ status }) => !isLive.has(status))}
          />
        </Section>
      </div>
    </ClientMessages>
  );
}
