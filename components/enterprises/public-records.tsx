import { useTranslations } from "next-intl";
import { formatExactAmount } from "@/components/format/amount";
import { Day } from "@/components/format/values";
import { Status } from "@/components/ui/status";
import { Table } from "@/components/ui/table";
import type { EnterpriseView } from "@/domain/enterprises/schema";
import { AbnormalListing, Penalty, TaxCreditGrade } from "@/domain/profiles/standard";
import { useLocale } from "next-intl";

type Records = EnterpriseView["records"];

/** Penalties, lists and tax grades: what anyone may know. */
export function PublicRecords({ records }: { records: Records }) {
  const t = useTranslations("enterprises");
  const locale = useLocale();
  const penalties = of(records, "penalties", Penalty);
  const listings = of(records, "abnormal_lists", AbnormalListing);
  const grades = of(records, "tax_credit_grade", TaxCreditGrade).toSorted(
    (a, b) => b.year - a.year,
  );
  return (
    <div className="grid gap-6">
      <Table
        isDense
        caption={t("grades.title")}
        rows={grades}
        rowKey={({ year }) => String(year)}
        empty={t("grades.none")}
        columns={[
          { key: "year", header: t("grades.year"), isRowHeader: true, cell: ({ year }) => year },
          { key: "grade", header: t("grades.grade"), cell: ({ grade }) => grade },
        ]}
      />
      <Table
        isDense
        caption={t("penalties.title")}
        rows={penalties}
        rowKey={({ caseNumber }) => caseNumber}
        empty={t("penalties.none")}
        columns={[
          {
            key: "case",
            header: t("penalties.case"),
            isRowHeader: true,
            cell: ({ caseNumber }) => caseNumber,
          },
          {
            key: "authority",
            header: t("penalties.authority"),
            cell: ({ authority }) => authority,
          },
          {
            key: "amount",
            header: t("penalties.amount"),
            align: "end",
            cell: ({ amount }) => formatExactAmount(amount, locale),
          },
          {
            key: "decided",
            header: t("penalties.decided"),
            cell: ({ decidedOn }) => <Day day={decidedOn} />,
          },
          {
            key: "repaired",
            header: t("penalties.repaired"),
            cell: ({ repairedOn }) =>
              repairedOn ? (
                <Day day={repairedOn} />
              ) : (
                <Status tone="waiting">{t("penalties.notRepaired")}</Status>
              ),
          },
        ]}
      />
      <Table
        isDense
        caption={t("lists.title")}
        rows={listings}
        rowKey={({ list, listedOn }) => `${list}-${listedOn}`}
        empty={t("lists.none")}
        columns={[
          {
            key: "list",
            header: t("lists.list"),
            isRowHeader: true,
            cell: ({ list }) => t(`lists.${list}`),
          },
          {
            key: "listed",
            header: t("lists.listed"),
            cell: ({ listedOn }) => <Day day={listedOn} />,
          },
          {
            key: "removed",
            header: t("lists.removed"),
            cell: ({ removedOn }) =>
              removedOn ? (
                <Day day={removedOn} />
              ) : (
                <Status tone="refused">{t("lists.still")}</Status>
              ),
          },
        ]}
      />
    </div>
  );
}

type Schema<T> = { safeParse: (value: unknown) => { success: true; data: T } | { success: false } };

/** Stored in wire form; a record that no longer reads is left out rather than shown half. */
function of<T>(records: Records, item: Records[number]["item"], schema: Schema<T>): T[] {
  return records.flatMap((record) => {
    if (record.item !== item) return [];
    const parsed = schema.safeParse(record.content);
    return parsed.success ? [parsed.data] : [];
  });
}
