import { Check } from "lucide-react";
import { useTranslations } from "next-intl";
import { Table } from "@/components/ui/table";
import { defaultCatalogue, granularities } from "@/domain/sources/catalogue";

type Item = (typeof defaultCatalogue)[number];

/** Which item may be covered how finely: a row an item, a column a granularity. */
export function ScopeMatrix({ scopes }: { scopes: readonly string[] }) {
  const t = useTranslations("templates.matrix");
  const sources = useTranslations("sources");
  const allowed = new Set(scopes);
  return (
    <Table<Item>
      isDense
      caption={t("caption")}
      isCaptionHidden
      rows={defaultCatalogue.filter(({ mode }) => mode !== "P")}
      rowKey={({ code }) => code}
      columns={[
        {
          key: "item",
          header: t("item"),
          isRowHeader: true,
          cell: ({ code }) => (
            <span className="first-letter:uppercase">{sources(`item.${code}`)}</span>
          ),
        },
        ...granularities.map((granularity) => ({
          key: granularity,
          header: sources(`granularity.${granularity}`),
          cell: (item: Item) => {
            if (!item.granularities.includes(granularity))
              return <span className="text-ink-faint">{t("impossible")}</span>;
            if (!allowed.has(`${item.code}:${granularity}`)) return t("no");
            return (
              <span className="inline-flex items-center gap-1 font-medium text-celadon">
                <Check className="size-4" aria-hidden="true" />
                {t("yes")}
              </span>
            );
          },
        })),
      ]}
    />
  );
}
