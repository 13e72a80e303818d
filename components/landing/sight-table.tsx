import { useTranslations } from "next-intl";
import { Table } from "@/components/ui/table";

const rows = ["data", "looks", "results"] as const;
const parties = ["firm", "chosen", "others", "office"] as const;

/** Who sees what, in three lines. */
export function SightTable() {
  const t = useTranslations("public.landing.sight");
  return (
    <Table
      caption={t("title")}
      isCaptionHidden
      rows={rows}
      rowKey={(row) => row}
      columns={[
        { key: "what", header: t("what"), isRowHeader: true, cell: (row) => t(`${row}.name`) },
        ...parties.map((party) => ({
          key: party,
          header: t(party),
          cell: (row: (typeof rows)[number]) => t(`${row}.${party}`),
        })),
      ]}
    />
  );
}
