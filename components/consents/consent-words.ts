import { useLocale, useTranslations } from "next-intl";
import type { ConsentMark } from "@/components/ui/consent-sentence";
import type { ConsentView } from "@/domain/consents/schema";
import { consentPhrases } from "./consent-phrases";

/** The parts of the sentence a consent reads as: who, what, why, until, and how it stands. */
export function useConsentWords(consent: ConsentView) {
  const t = useTranslations("consents");
  const sources = useTranslations("sources");
  const locale = useLocale();
  return {
    ...consentPhrases(consent, { t, sources, locale }),
    voice: consent.purpose === "outcome_backflow" ? ("telling" as const) : ("seeing" as const),
    mark: markOf(consent.status),
    stateText: t(`status.${consent.status}`),
  };
}

function markOf(status: ConsentView["status"]): ConsentMark {
  switch (status) {
    case "active":
      return "live";
    case "requested":
    case "awaiting_cosign":
    case "scheduled":
      return "draft";
    case "paused":
      return "paused";
    default:
      return "ended";
  }
}
