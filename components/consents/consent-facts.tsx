import { useLocale, useTranslations } from "next-intl";
import { Day, Instant } from "@/components/format/values";
import { DescriptionList } from "@/components/ui/description-list";
import { Table } from "@/components/ui/table";
import type { ConsentView } from "@/domain/consents/schema";

/** Item by item: what, how coarse, which period, and why it is needed. */
export function ConsentItems({ consent }: { consent: ConsentView }) {
  const t = useTranslations("consents.items");
  const sources = useTranslations("sources");
  return (
    <Table
      caption={t("caption")}
      rows={consent.items}
      rowKey={({ item, granularity }) => `${item}:${granularity}`}
      columns={[
        {
          key: "item",
          header: t("item"),
          isRowHeader: true,
          cell: ({ item }) => sources(`item.${item}`),
        },
        {
          key: "granularity",
          header: t("granularity"),
          cell: ({ granularity }) => (
            <span>
              {sources(`granularity.${granularity}`)}
              <span className="block text-sm text-ink-soft">
                {sources(`granularityHint.${granularity}`)}
              </span>
            </span>
          ),
        },
        {
          key: "period",
          header: t("period"),
          cell: ({ from, to }) => (
            <span>
              <Day day={from} /> – <Day day={to} />
            </span>
          ),
        },
        { key: "why", header: t("why"), cell: ({ why }) => why },
      ]}
    />
  );
}

/** How often, how long, how many looks so far. */
export function ConsentLimits({ consent }: { consent: ConsentView }) {
  const t = useTranslations("consents.limits");
  const locale = useLocale();
  return (
    <DescriptionList
      items={[
        {
          key: "valid",
          term: t("valid"),
          details: (
            <>
              <Instant at={consent.validFrom} /> – <Instant at={consent.validTo} />
            </>
          ),
        },
        {
          key: "reads",
          term: t("reads"),
          details:
            consent.readsPerUnit && consent.readsPerCount
              ? t(`readsPer.${consent.readsPerUnit}`, { count: consent.readsPerCount })
              : t("readsTotal", { count: consent.maxReads }),
        },
        { key: "used", term: t("used"), details: t("usedCount", { count: consent.readsUsed }) },
        {
          key: "last",
          term: t("last"),
          details: consent.lastReadAt ? <Instant at={consent.lastReadAt} /> : t("never"),
        },
        {
          key: "fetches",
          term: t("fetches"),
          details: t("fetchCount", { count: consent.maxFetches }),
        },
        { key: "life", term: t("life"), details: t("lifeDays", { count: consent.dataLifeDays }) },
        ...(consent.signedAt
          ? [
              {
                key: "signed",
                term: t("signed"),
                details: (
                  <>
                    {consent.signedBy} · <Instant at={consent.signedAt} /> · {t("totp")}
                  </>
                ),
              },
            ]
          : []),
        {
          key: "hash",
          term: t("hash"),
          details: <code className="text-xs break-all">{consent.artefactHash}</code>,
        },
        {
          key: "wording",
          term: t("wording"),
          details: locale === "en" ? consent.wording.en : consent.wording.zh,
        },
      ]}
    />
  );
}
