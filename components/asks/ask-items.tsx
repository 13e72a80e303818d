import { useTranslations } from "next-intl";
import { Day } from "@/components/format/values";
import { Tag } from "@/components/ui/status";
import { Table, type Column } from "@/components/ui/table";
import type { AskItemView } from "@/domain/asks/schema";
import type { ConsentView } from "@/domain/consents/schema";

/** Item by item: what, for which time, why, and what of it is new to whoever asks. */
export function AskItems({
  items,
  live,
}: {
  items: readonly AskItemView[];
  /** The consent that is live now; left out where the difference is of no interest. */
  live?: ConsentView | null;
}) {
  const t = useTranslations("asks.items");
  const sources = useTranslations("sources");
  if (items.length === 0) return null;
  const columns: Column<AskItemView>[] = [
    {
      key: "item",
      header: t("item"),
      isRowHeader: true,
      cell: ({ item, granularity }) => (
        <span className="inline-block first-letter:uppercase">
          {sources("itemAt", {
            item: sources(`item.${item}`),
            granularity: sources(`granularity.${granularity}`),
          })}
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
    {
      key: "need",
      header: t("need"),
      cell: ({ isRequired }) => t(isRequired ? "required" : "optional"),
    },
  ];
  if (live !== undefined)
    columns.push({
      key: "now",
      header: t("now"),
      cell: (item) => <Tag>{t(standing(item, live))}</Tag>,
    });
  return (
    <Table
      caption={t("caption")}
      rows={items}
      rowKey={({ item, granularity }) => `${item}:${granularity}`}
      columns={columns}
    />
  );
}

function standing(asked: AskItemView, live: ConsentView | null): "new" | "longer" | "same" {
  const held = live?.items.find(
    ({ item, granularity, isDropped }) =>
      item === asked.item && granularity === asked.granularity && !isDropped,
  );
  if (!held) return "new";
  return held.from <= asked.from && held.to >= asked.to ? "same" : "longer";
}
