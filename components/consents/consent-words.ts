import { useLocale, useTranslations } from "next-intl";
import { dayInShanghai } from "@/components/format/day";
import { formatList } from "@/components/format/list";
import type { ConsentMark } from "@/components/ui/consent-sentence";
import type { ConsentView } from "@/domain/consents/schema";

/** The parts of the sentence a consent reads as: who, what, why, until, and how it stands. */
export function useConsentWords(consent: ConsentView) {
  const t = useTranslations("consents");
  const sources = useTranslations("sources");
  const locale = useLocale();
  const items = consent.items.filter(({ isDropped }) => !isDropped);
  const recipient = consent.recipient;
  return {
    who: recipient ? (locale === "en" ? recipient.nameEn : recipient.name) : t("platform"),
    what: formatList(
      items.map(({ item, granularity }) =>
        sources("itemAt", {
          item: sources(`item.${item}`),
          granularity: sources(`granularity.${granularity}`),
        }),
      ),
      locale,
    ),
    why: t(`purpose.${consent.purpose}`),
    until: dayInShanghai(consent.validTo),
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
