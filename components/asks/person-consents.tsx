import { useTranslations } from "next-intl";
import { Section } from "@/components/layout/page-header";
import type { BankConsentView } from "@/domain/consents/bank-schema";
import { can } from "@/domain/policy";
import type { Actor } from "@/domain/shared/actor";
import { ReadUnderConsent } from "./read-under-consent";

/** What the legal representative allowed of their own, apart from the firm's profile. */
export function PersonConsents({
  actor,
  consents,
}: {
  actor: Actor;
  consents: readonly BankConsentView[];
}) {
  const t = useTranslations("asks.held");
  const live = consents.filter(
    ({ subject, status }) => subject === "legal_representative" && status === "active",
  );
  if (live.length === 0 || !can(actor, "profile.read", { bankId: actor.organizationId }))
    return null;
  return (
    <Section title={t("person")}>
      {live.map((consent) => (
        <ReadUnderConsent key={consent.id} consent={consent} />
      ))}
    </Section>
  );
}
