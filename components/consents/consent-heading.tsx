import { useTranslations } from "next-intl";
import { ClientMessages } from "@/components/messages/client-messages";
import { ConsentSentence } from "@/components/ui/consent-sentence";
import { Notice } from "@/components/ui/notice";
import { consentCan } from "@/domain/consents/lifecycle";
import type { ConsentView } from "@/domain/consents/schema";
import { can } from "@/domain/policy";
import type { Actor } from "@/domain/shared/actor";
import { ConsentActs } from "./consent-acts";
import { useConsentWords } from "./consent-words";

/** The consent as its sentence, how it stands in words, and what whoever is looking can do with it. */
export function ConsentHeading({ consent, actor }: { consent: ConsentView; actor: Actor | null }) {
  const t = useTranslations("consents");
  const words = useConsentWords(consent);
  const firm = { enterpriseId: actor?.organizationId ?? "" };
  const may = {
    pause: actor !== null && can(actor, "consent.pause", firm),
    resume: actor !== null && can(actor, "consent.resume", firm),
    narrow: actor !== null && can(actor, "consent.narrow", firm),
    revoke: actor !== null && can(actor, "consent.revoke", firm),
    sign: actor !== null && can(actor, "consent.sign", firm),
  };
  const state = `statusHint.${consent.status}` as const;
  return (
    <>
      <ConsentSentence {...words} />
      {t.has(state) && <p className="measure">{t(state)}</p>}
      {consent.status === "terminated" && consent.endedReason && (
        <Notice tone="refused" title={t("terminatedReason")}>
          {consent.endedReason}
        </Notice>
      )}
      <ClientMessages namespaces={["common", "consents", "sources", "errors"]}>
        <ConsentActs consent={consent} who={words.who} may={may} />
      </ClientMessages>
      {consentCan("revoke", consent) && (
        <p className="measure text-sm text-ink-soft">{t("text.stop")}</p>
      )}
    </>
  );
}
