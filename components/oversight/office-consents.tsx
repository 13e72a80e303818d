import { useLocale, useTranslations } from "next-intl";
import { dayInShanghai, formatDay } from "@/components/format/day";
import { Count, Day } from "@/components/format/values";
import { ClientMessages } from "@/components/messages/client-messages";
import { Status, type Tone } from "@/components/ui/status";
import { Table } from "@/components/ui/table";
import { consentCan } from "@/domain/consents/lifecycle";
import type { OfficeConsentView } from "@/domain/consents/office-schema";
import { lastDayBefore } from "@/domain/consents/periods";
import { TerminateConsent } from "./terminate-consent";

/** Consents as the office may know them: whose, for whom, how they stand, how often used. */
export function OfficeConsents({
  consents,
  canTerminate,
}: {
  consents: readonly OfficeConsentView[];
  canTerminate: boolean;
}) {
  const t = useTranslations("consents.office");
  const consentWords = useTranslations("consents");
  const locale = useLocale();
  const nameOf = ({ bank }: OfficeConsentView) =>
    bank ? (locale === "en" ? bank.nameEn : bank.name) : consentWords("platform");
  return (
    <ClientMessages namespaces={["common", "consents", "errors"]}>
      <Table
        caption={t("caption")}
        isCaptionHidden
        rows={consents}
        rowKey={({ id }) => id}
        empty={t("empty")}
        columns={[
          {
            key: "enterprise",
            header: t("enterprise"),
            isRowHeader: true,
            cell: ({ enterprise }) => enterprise,
          },
          { key: "recipient", header: t("recipient"), cell: nameOf },
          {
            key: "purpose",
            header: t("purpose"),
            cell: ({ purpose }) => t(`purposes.${purpose}`),
          },
          {
            key: "status",
            header: t("status.title"),
            cell: ({ status }) => <Status tone={toneOf(status)}>{t(`status.${status}`)}</Status>,
          },
          {
            key: "until",
            header: t("until"),
            cell: ({ validTo, endedAt }) => (
              <Day day={endedAt ? dayInShanghai(endedAt) : lastDayBefore(validTo)} />
            ),
          },
          {
            key: "items",
            header: t("items"),
            align: "end",
            cell: ({ items }) => <Count count={items} />,
          },
          {
            key: "reads",
            header: t("reads"),
            align: "end",
            cell: ({ reads, lastReadAt }) => (
              <span>
                <Count count={reads} />
                {lastReadAt && (
                  <span className="block text-xs whitespace-nowrap text-ink-soft">
                    {t("lastRead", { on: formatDay(dayInShanghai(lastReadAt), locale) })}
                  </span>
                )}
              </span>
            ),
          },
          ...(canTerminate
            ? [
                {
                  key: "act",
                  header: t("act"),
                  cell: (one: OfficeConsentView) =>
                    consentCan("terminate", one) && (
                      <TerminateConsent
                        consentId={one.id}
                        enterprise={one.enterprise}
                        who={nameOf(one)}
                      />
                    ),
                },
              ]
            : []),
        ]}
      />
    </ClientMessages>
  );
}

/** The seal's colour is the signers' own: here a live one is simply good. */
function toneOf(status: OfficeConsentView["status"]): Tone {
  switch (status) {
    case "active":
      return "good";
    case "requested":
    case "awaiting_cosign":
    case "scheduled":
    case "paused":
      return "waiting";
    case "terminated":
      return "refused";
    default:
      return "neutral";
  }
}
