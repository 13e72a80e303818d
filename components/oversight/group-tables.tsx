import { useTranslations } from "next-intl";
import { Section } from "@/components/layout/page-header";
import type { GroupRow, OverviewView } from "@/domain/oversight/schema";
import { cutAddress } from "./cut-address";
import { ExportLink } from "./export-link";
import { groupRows, useGroupName, type GroupDimension } from "./group-names";
import { GroupTable } from "./group-table";

/** One dimension's table with its export; a bank's name leads to the bank. */
export function DimensionTable({
  overview,
  dimension,
  size = "small",
}: {
  overview: OverviewView;
  dimension: GroupDimension;
  size?: "small" | "full";
}) {
  const t = useTranslations("office.groups");
  const kinds = useTranslations("office.bankKind");
  const nameOf = useGroupName(overview.banks);
  const rows: readonly GroupRow[] = overview[groupRows[dimension]];
  const { from, to, bank, origin } = overview.cut;
  const cut = { from, to, bank: bank?.code ?? null, origin };
  return (
    <Section
      title={t(dimension)}
      actions={
        <ExportLink
          name={t(dimension)}
          href={cutAddress("/credit-office/export", cut, { table: dimension })}
        />
      }
    >
      <GroupTable
        caption={t(dimension)}
        isCaptionHidden
        nameHeader={t(`column.${dimension}`)}
        rows={rows}
        size={size}
        nameOf={({ key }) => nameOf(dimension, key)}
        {...(dimension === "bank" && {
          extra: [
            {
              key: "kind",
              header: t("column.kind"),
              cell: ({ key }: GroupRow) => {
                const known = overview.banks.find(({ code }) => code === key);
                return known ? kinds(known.kind) : "";
              },
            },
          ],
          hrefOf: ({ key }: GroupRow) =>
            cutAddress(`/credit-office/banks/${encodeURIComponent(key)}`, { from, to, origin }),
        })}
      />
    </Section>
  );
}
