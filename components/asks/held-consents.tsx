import { useLocale, useTranslations } from "next-intl";
import Link from "next/link";
import type { ReactNode } from "react";
import { formatList } from "@/components/format/list";
import { Instant } from "@/components/format/values";
import { Status, Tag } from "@/components/ui/status";
import { Table } from "@/components/ui/table";
import type { BankConsentView } from "@/domain/consents/bank-schema";
import { ConsentReads } from "./consent-reads";

/** The consents a bank holds, with the one act that fits each. */
export function HeldConsents({
  caption,
  consents,
  empty,
  action,
}: {
  caption: string;
  consents: readonly BankConsentView[];
  empty: string;
  action?: (consent: BankConsentView) => ReactNode;
}) {
  const t = useTranslations("asks.held");
  const purposes = useTranslations("states.purpose");
  const states = useTranslations("states.consent");
  return (
    <Table
      isDense
      isCaptionHidden
      caption={caption}
      rows={consents}
      rowKey={({ id }) => id}
      empty={empty}
      columns={[
        {
          key: "firm",
          header: t("firm"),
          isRowHeader: true,
          cell: (consent) => {
            const href = placeOf(consent);
            return href ? (
              <Link href={href} data-row className="link font-medium">
                {consent.enterprise}
              </Link>
            ) : (
              consent.enterprise
            );
          },
        },
        {
          key: "purpose",
          header: t("purpose"),
          cell: ({ purpose, subject, reportNumber }) => (
            <span>
              {purposes(purpose)} {subject === "legal_representative" && <Tag>{t("person")}</Tag>}
              {reportNumber && <span className="figures block text-sm">{reportNumber}</span>}
            </span>
          ),
        },
        { key: "what", header: t("what"), cell: (consent) => <What consent={consent} /> },
        {
          key: "state",
          header: t("state"),
          cell: ({ status }) => (
            <Status tone={status === "active" ? "consent" : "neutral"}>{states(status)}</Status>
          ),
        },
        {
          key: "until",
          header: t("until"),
          cell: ({ endedAt, validTo }) => <Instant at={endedAt ?? validTo} />,
        },
        {
          key: "reads",
          header: t("reads"),
          cell: (consent) => <ConsentReads consent={consent} />,
        },
        ...(action ? [{ key: "act", header: t("act"), cell: action }] : []),
      ]}
    />
  );
}

function placeOf({ reportNumber, applicationId }: BankConsentView): string | null {
  if (reportNumber) return `/bank/reports/${reportNumber}`;
  return applicationId ? `/bank/applications/${applicationId}` : null;
}

function What({ consent }: { consent: BankConsentView }) {
  const t = useTranslations("asks.held");
  const sources = useTranslations("sources");
  const locale = useLocale();
  const items = consent.items.filter(({ isDropped }) => !isDropped);
  if (items.length === 0) return t("nothing");
  return formatList(
    items.map(({ item, granularity }) =>
      sources("itemAt", {
        item: sources(`item.${item}`),
        granularity: sources(`granularity.${granularity}`),
      }),
    ),
    locale,
  );
}
