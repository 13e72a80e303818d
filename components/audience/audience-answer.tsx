import { useLocale, useTranslations } from "next-intl";
import { ruleWords } from "@/components/bank/rule-words";
import { formatMonth } from "@/components/format/day";
import { useIndustryNames } from "@/components/format/use-industry-names";
import { Details } from "@/components/ui/details";
import { Bar } from "@/components/ui/progress";
import { Table } from "@/components/ui/table";
import { type AudienceBand, audienceBands, type AudienceView } from "@/domain/audience/schema";
import type { Rule } from "@/domain/products/rule";

/** Bands are steps, and so are their bars. */
const shareOf = (band: AudienceBand) => audienceBands.indexOf(band) / (audienceBands.length - 1);

/** One answer: the total, what each condition alone excludes, and three cuts. */
export function AudienceAnswer({ answer, asked }: { answer: AudienceView; asked: Rule }) {
  const t = useTranslations("audience");
  const locale = useLocale();
  const { total, excludes, month, budget, asked: used } = answer;
  const words = ruleWords(locale);
  const parts = "all" in asked ? asked.all : [asked];
  const names = useIndustryNames(
    parts.some((part) => "fact" in part && part.fact === "industry_code"),
  );
  const nameOf = (condition: number | null) => {
    const part = condition === null ? null : parts[condition];
    if (!part) return t("regions");
    return "fact" in part
      ? words.condition(part, names)
      : t("group", { nth: (condition ?? 0) + 1 });
  };
  const cuts = [
    { cut: "districts", fact: "district", rows: answer.districts },
    { cut: "sections", fact: "industry_section", rows: answer.sections },
    { cut: "sizes", fact: "size_class", rows: answer.sizes },
  ] as const;
  const rowName = (fact: string, key: string | null) => {
    if (key === null) return t("rest");
    return key === "" ? t("unsaid") : words.memberName(fact, key);
  };
  return (
    <div className="grid gap-6">
      <dl className="grid gap-4 sm:grid-cols-2">
        {(["eligible", "unknown"] as const).map((verdict) => (
          <div key={verdict} className="grid gap-1">
            <dt className="text-sm text-ink-soft">{t(`total.${verdict}`)}</dt>
            <dd className="figures text-xl">{t(`band.${total[verdict]}`)}</dd>
            <Bar
              share={shareOf(total[verdict])}
              tone={verdict === "eligible" ? "celadon" : "ochre"}
            />
          </div>
        ))}
      </dl>
      <Table
        caption={t("excludes.caption")}
        isDense
        rows={excludes}
        rowKey={({ condition }) => String(condition)}
        columns={[
          {
            key: "condition",
            header: t("excludes.condition"),
            isRowHeader: true,
            cell: ({ condition }) => nameOf(condition),
          },
          {
            key: "band",
            header: t("excludes.alone"),
            align: "end",
            cell: ({ band }) => t(`band.${band}`),
          },
        ]}
      />
      {cuts.map(({ cut, fact, rows }) => (
        <Details key={cut} summary={t(`cut.${cut}`)}>
          <Table
            caption={t(`cut.${cut}`)}
            isCaptionHidden
            isDense
            rows={rows}
            empty={t("noCells")}
            rowKey={({ key }) => String(key)}
            columns={[
              {
                key: "name",
                header: t(`key.${cut}`),
                isRowHeader: true,
                cell: ({ key }) => rowName(fact, key),
              },
              {
                key: "eligible",
                header: t("total.eligible"),
                align: "end",
                cell: ({ eligible }) => t(`band.${eligible}`),
              },
              {
                key: "unknown",
                header: t("total.unknown"),
                align: "end",
                cell: ({ unknown }) => t(`band.${unknown}`),
              },
            ]}
          />
        </Details>
      ))}
      <p className="measure text-sm text-ink-soft">
        {t("how", { month: formatMonth(month, locale) })}{" "}
        {t("left", { left: budget - used, budget })}
      </p>
    </div>
  );
}
