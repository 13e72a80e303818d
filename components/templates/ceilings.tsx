import { useLocale, useTranslations } from "next-intl";
import { formatAmount } from "@/components/format/amount";
import { formatCount } from "@/components/format/count";
import { DescriptionList } from "@/components/ui/description-list";
import type { PurposeView, TemplateView } from "@/domain/templates/schema";

type Ceilings = PurposeView & Partial<Pick<TemplateView, "secondSignerAbove">>;

/** What no consent under this version may exceed, each as a sentence of its own. */
export function TemplateCeilings({ template }: { template: Ceilings }) {
  const t = useTranslations("templates.ceiling");
  const locale = useLocale();
  const { readsPerUnit, readsPerCount, secondSignerAbove } = template;
  const rows = [
    ["maxValidityDays", t("days", { count: template.maxValidityDays })],
    ["maxDataMonths", t("months", { count: template.maxDataMonths })],
    ["maxReads", formatCount(template.maxReads, locale)],
    [
      "readsPer",
      readsPerUnit && readsPerCount
        ? t("per", { unit: readsPerUnit, count: readsPerCount })
        : t("unlimited"),
    ],
    ["maxFetches", formatCount(template.maxFetches, locale)],
    ["dataLifeDays", t("days", { count: template.dataLifeDays })],
    ...(secondSignerAbove === undefined
      ? []
      : [
          [
            "secondSignerAbove",
            secondSignerAbove === null
              ? t("never")
              : t("from", { amount: formatAmount(secondSignerAbove, locale) }),
          ],
        ]),
  ];
  return (
    <DescriptionList
      columns={2}
      items={rows.map(([key = "", details]) => ({ key, term: t(key), details }))}
    />
  );
}
