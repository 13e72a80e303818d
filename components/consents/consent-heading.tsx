import { ClientMessages } from "@/components/messages/client-messages";
import { ConsentSentence } from "@/components/ui/consent-sentence";
import type { ConsentView } from "@/domain/consents/schema";
import { useConsentWords } from "./consent-words";
import { RevokeConsent } from "./revoke-consent";

const revocable = new Set<ConsentView["status"]>(["active", "paused", "scheduled"]);

/** The consent as its sentence, and the one act that ends it. */
export function ConsentHeading({ consent }: { consent: ConsentView }) {
  const words = useConsentWords(consent);
  return (
    <ConsentSentence
      {...words}
      action={
        revocable.has(consent.status) && (
          <ClientMessages namespaces={["common", "consents", "errors"]}>
            <RevokeConsent consentId={consent.id} who={words.who} />
          </ClientMessages>
        )
      }
    />
  );
}
