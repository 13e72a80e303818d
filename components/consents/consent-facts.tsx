import { clsx } from "clsx";
import { useLocale, useTranslations } from "next-intl";
import { Day, Instant } from "@/components/format/values";
import { DescriptionList } from "@/components/ui/description-list";
import { Status, Tag } from "@/components/ui/status";
import { Table } from "@/components/ui/table";
import type { ConsentView } from "@/domain/consents/schema";
import { SignatureLines } from "./signature-lines";

/** Item by item: what, how coarse, which period, and why it is needed; what was taken out comes last. */
export function ConsentItems({ consent }: { consent: ConsentView }) {
  const t = useTranslations("consents.items");
  const sources = useTranslations("sources");
  if (consent.items.length === 0) return <p className="measure">{t("none")}</p>;
  return (
    <Table
      caption={t("caption")}
      rows={consent.items.toSorted((one, other) => Number(one.isDropped) - Number(other.isDropped))}
      rowKey={({ item, granularity }) => `${item}:${granularity}`}
      columns={[
        {
          key: "item",
          header: t("item"),
          isRowHeader: true,
          cell: ({ item, isRequired, isDropped }) => (
            <span className="inline-flex flex-wrap items-baseline gap-x-2">
              <span
                className={clsx(
                  "inline-block first-letter:uppercase",
                  isDropped && "text-ink-soft line-through",
                )}
              >
                {sources(`item.${item}`)}
              </span>
              {isDropped ? (
                <Status tone="neutral" className="text-sm font-normal">
                  {t("dropped")}
                </Status>
              ) : (
                <Tag>{t(isRequired ? "required" : "optional")}</Tag>
              )}
            </span>
          ),
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
        { key: "why", header: t("why"), isProse: true, cell: ({ why }) => why },
      ]}
    />
  );
}

/** How often, how long, how many looks so far, who signed, and the most this purpose may allow. */
export function ConsentLimits({ consent }: { consent: ConsentView }) {
  const t = useTranslations("consents.limits");
  const locale = useLocale();
  const { readsPerUnit, readsPerCount, lastReadAt, idleDays, ceilings } = consent;
  const looks = [
    {
      key: "used",
      term: t("used"),
      details: (
        <>
          {t("usedCount", { count: consent.readsUsed })}
          {readsPerUnit && readsPerCount && (
            <span className="block text-sm text-ink-soft">
              {t(`usedIn.${readsPerUnit}`, { used: consent.readsInUnit, count: readsPerCount })}
            </span>
          )}
        </>
      ),
    },
    {
      key: "last",
      term: t("last"),
      details:
        lastReadAt && idleDays !== null ? (
          <>
            <Instant at={lastReadAt} />
            <span className="block text-sm text-ink-soft">{t("idle", { days: idleDays })}</span>
          </>
        ) : (
          t("never")
        ),
    },
  ];
  const rows = [
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
        readsPerUnit && readsPerCount
          ? t(`readsPer.${readsPerUnit}`, { count: readsPerCount })
          : t("readsTotal", { count: consent.maxReads }),
    },
    // A text that nobody has signed cannot have been used.
    ...(consent.signedAt ? looks : []),
    { key: "fetches", term: t("fetches"), details: t("fetchCount", { count: consent.maxFetches }) },
    { key: "life", term: t("life"), details: t("lifeDays", { count: consent.dataLifeDays }) },
    ...(consent.signedAt
      ? [{ key: "signed", term: t("signed"), details: <SignatureLines consent={consent} /> }]
      : []),
    {
      key: "ceilings",
      isProse: true,
      term: t("ceilings"),
      details: t("ceilingsText", {
        validity: ceilings.validityDays,
        months: ceilings.dataMonths,
        life: ceilings.dataLifeDays,
      }),
    },
    {
      key: "hash",
      isProse: true,
      term: t("hash"),
      details: <code className="text-xs break-all">{consent.artefactHash}</code>,
    },
    {
      key: "wording",
      isProse: true,
      term: t("wording"),
      details: locale === "en" ? consent.wording.en : consent.wording.zh,
    },
  ];
  return <DescriptionList items={rows} />;
}
