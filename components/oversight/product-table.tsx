import { useLocale, useTranslations } from "next-intl";
import { Tag } from "@/components/ui/status";
import type { BankProductRow } from "@/domain/oversight/schema";
import { GroupTable } from "./group-table";

/** How each of a bank's products fares, the promised days beside the observed ones. */
export function ProductTable({ products }: { products: readonly BankProductRow[] }) {
  const t = useTranslations("office");
  const locale = useLocale();
  if (products.length === 0) return <p className="text-ink-soft">{t("banks.noProducts")}</p>;
  return (
    <GroupTable
      caption={t("groups.product")}
      isCaptionHidden
      nameHeader={t("groups.column.product")}
      rows={products}
      nameOf={({ name, status }) => (
        <>
          {name[locale === "en" ? "en" : "zh"]}{" "}
          {status === "withdrawn" && <Tag>{t("banks.withdrawn")}</Tag>}
        </>
      )}
      extra={[
        {
          key: "promised",
          header: t("groups.column.promised"),
          align: "end",
          cell: ({ promisedWorkingDays }) => promisedWorkingDays ?? "–",
        },
      ]}
    />
  );
}
