"use client";

import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/ui/button";
import { consentCan } from "@/domain/consents/lifecycle";
import type { ConsentView } from "@/domain/consents/schema";
import { NarrowConsent } from "./narrow-consent";
import { PauseConsent, ResumeConsent } from "./pause-consent";
import { RevokeConsent } from "./revoke-consent";

/** Everything that can be done with a consent as it stands, by whoever is looking. */
export function ConsentActs({
  consent,
  who,
  may,
}: {
  consent: ConsentView;
  who: string;
  may: { pause: boolean; resume: boolean; narrow: boolean; revoke: boolean; sign: boolean };
}) {
  const t = useTranslations("consents.revise");
  const { id: consentId } = consent;
  return (
    <div className="flex flex-wrap items-center gap-3">
      {may.resume && consentCan("resume", consent) && (
        <ResumeConsent consentId={consentId} who={who} />
      )}
      {may.pause && consentCan("pause", consent) && (
        <PauseConsent consentId={consentId} who={who} />
      )}
      {may.narrow && consentCan("narrow", consent) && consent.items.length > 0 && (
        <NarrowConsent consent={consent} who={who} />
      )}
      {may.sign && consentCan("revise", consent) && (
        <LinkButton href={`/sme/consents/${consentId}/revise`} variant="quiet" size="small">
          {t("action")}
        </LinkButton>
      )}
      {may.revoke && consentCan("revoke", consent) && (
        <RevokeConsent consentId={consentId} who={who} isBank={consent.recipient !== null} />
      )}
    </div>
  );
}
